import { describe, expect, it } from "vitest";
import { missingFrom } from "../fuzz/judge.ts";
import type { TreeBuilder } from "../support/tree.ts";
import { catalogue } from "./mutants/catalogue.ts";
import { decisions } from "./mutants/decisions.ts";
import type { FrozenMutant } from "./mutants/frozen-mutant.ts";
import { people } from "./mutants/people.ts";
import { aCompleteTree, completeCompany } from "./complete-company.ts";

/*
 * Malformed input found by mutating valid documents (test/fuzz/mutate.ts). Each mutant is a different mistake or a
 * different kind of document, and is stored with all findings that Rolecall reports.
 */

function mutated([file, , cut, put]: FrozenMutant): TreeBuilder {
  const text = completeCompany[file] ?? "";
  expect(text.split(cut), "the replaced lines occur once").toHaveLength(2);
  return aCompleteTree().file(
    file,
    text.replace(cut, () => put),
  );
}

it("mutates a valid company that has one document of each kind", () => {
  expect(aCompleteTree().load().findings).toEqual([]);
  const kinds = new Set(Object.keys(completeCompany).map((path) => path.replace(/[^/]+$/, "")));
  expect(kinds.size).toBeGreaterThan(12);
});

it("has many mutants, all of them different", () => {
  const all = [...people, ...catalogue, ...decisions];
  expect(all.length).toBeGreaterThan(80);
  expect(new Set(all.map((mutant) => mutant.join("\n"))).size).toBe(all.length);
  expect(new Set(all.map(([file, , , , expected]) => `${file} ${expected}`)).size).toBe(all.length);
});

describe.each([
  ["the organization, users, accounts", people],
  ["the catalogue", catalogue],
  ["decisions", decisions],
])("mutants of %s", (_what, mutants) => {
  it.each(mutants.map((mutant) => [`${mutant[0]}: ${mutant[1]}: ${mutant[4]}`, mutant] as const))(
    "%s",
    (_title, mutant) => {
      const [file, , , , expected] = mutant;
      const tree = mutated(mutant);
      const { findings, model } = tree.load();
      const reported = findings.map(
        ({ code, file: found, line, column }) =>
          `${code} ${found === `access/${file}` ? "" : `${found ?? "-"}:`}${line ?? "-"}:${column ?? "-"}`,
      );
      expect(reported.join(" ; ")).toBe(expected);
      expect(findings.flatMap((finding) => missingFrom(finding, tree.build()))).toEqual([]);
      expect(model, "one invalid file makes the desired state invalid (I30)").toBeNull();
    },
  );
});

it("returns a complete model or none for a file truncated at any length (N6)", () => {
  const { model: complete } = aCompleteTree().load();
  const users = [...(complete?.users.keys() ?? [])];
  for (const [file, text] of Object.entries(completeCompany)) {
    for (let length = 0; length < text.length; length += 29) {
      const { model, findings } = aCompleteTree().file(file, text.slice(0, length)).load();
      if (findings.some(({ severity }) => severity === "error")) expect(model, `${file} cut at ${length}`).toBeNull();
      else expect([...(model?.users.keys() ?? [])], `${file} cut at ${length}`).toEqual(users);
    }
  }
});
