import { expect, it } from "vitest";
import { codePages, pageOf } from "../../src/workflow/explain.ts";

// That every code has a page is checked by the compiler (`Code`); that every page is raised, by test/golden.

it.each([...codePages])("the page of %s has a problem, a reason and a fix", (_code, page) => {
  for (const text of [page.title, page.why, page.next]) expect(text).toMatch(/^.{10,}\.$/s);
});

it("the rules of an organization share the page of their family", () => {
  expect(pageOf("sod/anything")).toBe(pageOf("sod/<rule>"));
  expect(pageOf("sod/anything")).toBeDefined();
  expect(pageOf("custom/anything")).toBe(pageOf("custom/<rule>"));
  expect(pageOf("nothing/at-all")).toBeUndefined();
});
