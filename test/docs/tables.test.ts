import { expect, it } from "vitest";
import { accessSettings } from "../../src/model/group-settings.ts";
import { codePages } from "../../src/workflow/explain.ts";
import { fileAt } from "./repository-files.ts";

it("has exactly one row for each least-privilege rule in docs/rules.md", () => {
  const rows = [...fileAt("docs/rules.md").text.matchAll(/^\| `(lp\/[a-z-]+)`/gm)].map(([, id = ""]) => id);
  const codes = [...codePages.keys()].filter((code) => code.startsWith("lp/"));
  expect([...rows].sort()).toEqual([...codes].sort());
});

it("has a row for each of the 36 invariants, 30 faults and 80 inputs in docs/invariants.md, in order", () => {
  const ids = [...fileAt("docs/invariants.md").text.matchAll(/<a id="([a-z-]*\d+)"/g)].map(([, id = ""]) => id);
  const upTo = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
  expect(ids).toEqual([...upTo(36, "i"), ...upTo(30, "fault-"), ...upTo(80, "input-")]);
});

it("gives an existing code or `accepted` for each malformed input in docs/invariants.md", () => {
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

it("lists each setting of a Google group in docs/formats.md, with its values from the strictest to the loosest", () => {
  const section = fileAt("docs/formats.md").text.split("## Settings of a Google group\n")[1]?.split("\n## ")[0] ?? "";
  const rows = [...section.matchAll(/^\| `(\w+)` .*\|([^|]+)\|$/gm)].map(([, name = "", values = ""]) => [
    name,
    [...values.matchAll(/`(\w+)`/g)].map(([, value]) => value),
  ]);
  expect(Object.fromEntries(rows)).toEqual(accessSettings);
  expect(rows).toHaveLength(10);
});
