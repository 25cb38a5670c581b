import { describe, expect, it } from "vitest";
import { missingFrom } from "../fuzz/judge.ts";
import type { TreeBuilder } from "../support/tree.ts";
import { catalogue } from "./mutants/catalogue.ts";
import { decisions } from "./mutants/decisions.ts";
import type { FrozenMutant } from "./mutants/frozen-mutant.ts";
import { people } from "./mutants/people.ts";
import { aWholeTree, wholeCompany } from "./whole-company.ts";

/*
 * Malformed input that nobody thought of: found by mutating valid documents (test/fuzz/mutate.ts), kept because each is
 * another mistake in another kind of document, and frozen with everything that Rolecall says of it.
 */

function mutated([file, , cut, put]: FrozenMutant): TreeBuilder {
  const text = wholeCompany[file] ?? "";
  expect(text.split(cut), "the lines that are cut stand there once").toHaveLength(2);
  return aWholeTree().file(
    file,
    text.replace(cut, () => put),
  );
}

it("the company that is mutated has nothing wrong with it, and one of each kind of document", () => {
  expect(aWholeTree().load().findings).toEqual([]);
  const kinds = new Set(Object.keys(wholeCompany).map((path) => path.replace(/[^/]+$/, "")));
  expect(kinds.size).toBeGreaterThan(12);
});

it("there are many mutants, and no two of them are alike", () => {
  const all = [...people, ...catalogue, ...decisions];
  expect(all.length).toBeGreaterThan(80);
  expect(new Set(all.map((mutant) => mutant.join("\n"))).size).toBe(all.length);
  expect(new Set(all.map(([file, , , , says]) => `${file} ${says}`)).size).toBe(all.length);
});

describe.each([
  ["the organization, users, accounts", people],
  ["the catalogue", catalogue],
  ["decisions", decisions],
])("mutants of %s", (_what, mutants) => {
  it.each(mutants.map((mutant) => [`${mutant[0]}: ${mutant[1]}: ${mutant[4]}`, mutant] as const))(
    "%s",
    (_title, mutant) => {
      const [file, , , , says] = mutant;
      const tree = mutated(mutant);
      const { findings, model } = tree.load();
      const said = findings.map(
        ({ code, file: found, line, column }) =>
          `${code} ${found === `access/${file}` ? "" : `${found ?? "-"}:`}${line ?? "-"}:${column ?? "-"}`,
      );
      expect(said.join(" ; ")).toBe(says);
      expect(findings.flatMap((finding) => missingFrom(finding, tree.build()))).toEqual([]);
      expect(model, "one bad file makes the whole wanted state invalid (I30)").toBeNull();
    },
  );
});

it("nobody is left out in silence: whatever is cut at the end of any file, the model is whole or there is none (N6)", () => {
  const { model: whole } = aWholeTree().load();
  const users = [...(whole?.users.keys() ?? [])];
  for (const [file, text] of Object.entries(wholeCompany)) {
    for (let length = 0; length < text.length; length += 29) {
      const { model, findings } = aWholeTree().file(file, text.slice(0, length)).load();
      if (findings.some(({ severity }) => severity === "error")) expect(model, `${file} cut at ${length}`).toBeNull();
      else expect([...(model?.users.keys() ?? [])], `${file} cut at ${length}`).toEqual(users);
    }
  }
});
