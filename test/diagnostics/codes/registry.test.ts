import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { pageOf } from "../../../src/diagnostics/codes/registry.ts";

/** The codes that are written out in the files of a folder. */
function codesIn(folder: string, code: RegExp): ReadonlySet<string> {
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(folder, path), "utf8"));
  return new Set(texts.flatMap((text) => [...text.matchAll(code)].map(([, found]) => found ?? "")));
}

it("every reason why a run without a person is refused has a page", () => {
  const codes = codesIn("src/workflow/after-merge", /"(unattended\/[\w-]+)"/g);
  expect([...codes].sort()).toEqual([
    "unattended/base-invalid",
    "unattended/broken-history",
    "unattended/frozen",
    "unattended/guard",
    "unattended/journal",
    "unattended/no-start",
    "unattended/not-protected",
    "unattended/not-the-tip",
  ]);
  expect([...codes].filter((code) => pageOf(code) === undefined)).toEqual([]);
});

it("every reason of its own why a plan is not carried out has a page", () => {
  const codes = codesIn("src/apply", /code: "([a-z]+\/[\w-]+)"/g);
  expect(codes).toContain("plan/order");
  expect([...codes].filter((code) => pageOf(code) === undefined)).toEqual([]);
});
