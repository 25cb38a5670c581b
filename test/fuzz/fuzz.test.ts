import type { Code } from "../../src/diagnostics/code.ts";
import { expect, it } from "vitest";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { loadModel } from "../../src/load/load-model.ts";
import { aTree } from "../support/tree.ts";
import { judge, judgedAt, missingFrom } from "./judge.ts";
import { fuzz } from "./run.ts";
import { readSpecimens } from "./specimens.ts";

/** A different number gives different cases. `npm run fuzz` runs many more. */
const firstSeed = 20261121;

it("returns a model or complete findings for each of 2,000 mutated trees (I29, I31)", async () => {
  const { cases, escapes, codes } = await fuzz(2_000, firstSeed);
  expect(escapes, `seeds from ${firstSeed}`).toEqual([]);
  expect(cases).toBe(2_000);
  expect(codes.length, "mutants without findings prove nothing").toBeGreaterThan(60);
}, 300_000);

it("returns the same case for the same seed", async () => {
  const [one, other] = [await readSpecimens(), await readSpecimens()];
  for (let seed = 1; seed <= 50; seed += 1) expect(one.caseOf(seed)).toEqual(other.caseOf(seed));
});

it("loads every tree without an error before the mutation", async () => {
  const specimens = await readSpecimens();
  expect(specimens.count).toBeGreaterThan(200);
  for (let position = 0; position < specimens.count; position += 1) {
    const { findings } = loadModel(specimens.treeOf(position), { at: judgedAt });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  }
});

const tree = aTree().build();
const valid: Finding = {
  code: "lp/no-reason",
  severity: "error",
  message: "The grant of okta/crm to ada has no reason.",
  remedy: "Write what it is for in `reason:`.",
  file: "access/users/ada.yaml",
  line: 1,
  column: 1,
};

it.each<[string, Partial<Finding>]>([
  ["no page", { code: "lp/unknown-code" as Code }],
  ["no message", { message: " " }],
  ["no remedy", { remedy: "" }],
  ["an unfinished sentence", { message: "The grant of undefined has no reason." }],
  ["an unfinished sentence", { remedy: "Write [object Object] in `reason:`." }],
  ["an unfinished sentence", { message: "The check lp/no-reason failed: x. A check that fails counts as an error." }],
  ["a missing file", { file: "access/users/eve.yaml" }],
  ["a place outside of the file", { line: 0 }],
  ["a place outside of the file", { line: 99 }],
  ["a place outside of the file", { column: 99 }],
  ["a place outside of the file", { line: null }],
  ["a line without a file", { file: null }],
])("reports a finding with %s: %j", (what, changes) => {
  expect(missingFrom(valid, tree)).toEqual([]);
  expect(missingFrom({ ...valid, ...changes }, tree)).toEqual([expect.stringContaining(what)]);
});

it("reports an exception and a changed prototype as escapes", () => {
  const broken = { exists: true, entries: [{ ...tree.entries[0], bytes: null } as never] };
  expect(judge(broken).escapes).toEqual([expect.stringContaining("thrown: ")]);
  const target = Object.prototype as { polluted?: string };
  target.polluted = "x";
  try {
    expect(judge(tree).escapes).toEqual(["a built-in prototype has added or removed properties"]);
  } finally {
    delete target.polluted;
  }
  expect(judge(tree).escapes).toEqual([]);
});
