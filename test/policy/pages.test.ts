import { expect, it } from "vitest";
import { policyPages } from "../../src/policy/pages.ts";

it.each(Object.entries(policyPages))("the page of %s has a problem, a reason and a fix", (_code, page) => {
  for (const text of [page.title, page.why, page.next]) expect(text).toMatch(/^.{10,}\.$/s);
});
