import { expect, it } from "vitest";
import { codePages } from "../../src/workflow/explain.ts";
import { fileAt } from "./repository-files.ts";

it("docs/rules.md has one row for each least-privilege rule, and no other", () => {
  const rows = [...fileAt("docs/rules.md").text.matchAll(/^\| `(lp\/[a-z-]+)`/gm)].map(([, id = ""]) => id);
  const codes = [...codePages.keys()].filter((code) => code.startsWith("lp/"));
  expect([...rows].sort()).toEqual([...codes].sort());
});

it("docs/invariants.md has a row for each of the 36 invariants, 30 faults and 80 inputs, in order", () => {
  const ids = [...fileAt("docs/invariants.md").text.matchAll(/<a id="([a-z-]*\d+)"/g)].map(([, id = ""]) => id);
  const upTo = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
  expect(ids).toEqual([...upTo(36, "i"), ...upTo(30, "fault-"), ...upTo(80, "input-")]);
});

it("docs/invariants.md gives each malformed input a code that exists, or says that it is accepted", () => {
  const rows = [...fileAt("docs/invariants.md").text.matchAll(/<a id="input-\d+"><\/a>.*\|([^|]+)\|\s*$/gm)];
  const codes = new Set(codePages.keys());
  const wrong = rows
    .map(([, result = ""]) => result.trim())
    .filter((result) => !result.startsWith("accepted"))
    .filter((result) => {
      const named = [...result.matchAll(/`([a-z]+\/[A-Za-z0-9-]+)`/g)].map(([, code = ""]) => code);
      return named.length === 0 || named.some((code) => code !== "sod/RULE" && !codes.has(code));
    });
  expect(rows).toHaveLength(80);
  expect(wrong).toEqual([]);
});
