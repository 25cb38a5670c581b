import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { codePages, pageOf } from "../../src/diagnostics/codes/registry.ts";

const src = fileURLToPath(new URL("../../src", import.meta.url));

/** `code: "family/name"`, and the first argument of a helper that makes a finding. */
const literals =
  /(?:\bcode:\s*|\bid:\s*|\b(?:refuse|at|misplaced)\(\s*)"((?:repo|file|path|yaml|text|schema|identity|ref|role|entitlement|time|lp|waiver|test|guard|provider|baseline)\/[a-z-]+)"/g;

it("every code that the sources can print has a page for `rolecall explain`", () => {
  const codes = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("diagnostics/") && !name.startsWith("sandbox/"))
    .flatMap((name) =>
      [...readFileSync(join(src, name), "utf8").matchAll(literals)].map(([, code]) => ({ name, code: code ?? "" })),
    );
  expect(codes.length).toBeGreaterThan(60);
  expect(codes.filter(({ code }) => pageOf(code) === undefined)).toEqual([]);
});

it("every page says what is wrong, why it matters and what to do", () => {
  for (const [code, { title, why, next }] of codePages) {
    expect(
      [title, why, next].every((text) => text.length > 10),
      code,
    ).toBe(true);
  }
});

it("rules of an organization share the page of their family", () => {
  expect(pageOf("sod/anything")).toBe(pageOf("sod/<rule>"));
  expect(pageOf("sod/anything")).toBeDefined();
  expect(pageOf("custom/anything")).toBe(pageOf("custom/<rule>"));
  expect(pageOf("nothing/at-all")).toBeUndefined();
});
