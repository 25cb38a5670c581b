import { describe, expect, it } from "vitest";
import type { BaselineEntry } from "../../src/model/documents.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { judgeBaselineChange, judgeConflictsGrown } from "../../src/policy/baseline-growth.ts";
import { evaluatePolicy } from "../../src/policy/evaluate.ts";
import { aModel, at, type ModelBuilder, now, userId } from "../support/model.ts";

const file = "access/grants/okta/crm/ada.yaml";
const due = at("2027-03-01T00:00:00Z");
const of = (...entries: readonly Partial<BaselineEntry>[]) => {
  const world = aModel();
  for (const entry of entries) world.accepted("lp/no-reason", file, { user: userId("ada"), due, ...entry });
  return world.build().baseline;
};
const places = (before: ReturnType<typeof of>, after: ReturnType<typeof of>) =>
  judgeBaselineChange(before, after).map(
    ({ code, severity, place }) => `${severity} ${code} ${place?.field.join(".")}`,
  );

describe("a change of the baseline", () => {
  it("rejects an added entry: another finding, or the same one again", () => {
    expect(places(of({}), of({}, { user: userId("bob") }))).toEqual(["error baseline/grown findings.1"]);
    expect(places(of({}), of({}, { code: "lp/too-long" }))).toEqual(["error baseline/grown findings.1"]);
    expect(places(of({}), of({}, {}))).toEqual(["error baseline/grown findings.1"]);
  });

  it("names the user and the finding", () => {
    const grown = judgeBaselineChange(of({ code: "lp/outlier" }), of({}, { user: null }));
    expect(grown.map(({ message }) => message.split(" to the baseline")[0])).toEqual([
      `The change adds lp/no-reason about ada in ${file}`,
      `The change adds lp/no-reason in ${file}`,
    ]);
  });

  it("rejects a later due date of any of several equal entries", () => {
    expect(places(of({}), of({ due: due + 1 }))).toEqual(["error baseline/grown findings.0.due"]);
    expect(places(of({}, { due: due - 10 }), of({}, { due: due - 9 }))).toEqual([
      "error baseline/grown findings.1.due",
    ]);
  });

  it("allows an entry that is removed, due sooner, moved in the list or given another owner", () => {
    expect(places(of({}, { user: userId("bob") }), of({ user: userId("bob") }))).toEqual([]);
    expect(places(of({}), of({ due: due - 1 }))).toEqual([]);
    expect(places(of({}), of({ owner: { kind: "user", id: userId("ada") }, reason: "Old grants" }))).toEqual([]);
    expect(places(of({}), null)).toEqual([]);
  });

  it("treats the first baseline as the adoption itself", () => {
    expect(places(null, of({}, { user: userId("bob") }))).toEqual([]);
  });

  it("names both due dates and the fix", () => {
    expect(judgeBaselineChange(of({}), of({ due: at("2027-04-01T00:00:00Z") }))).toEqual([
      {
        code: "baseline/grown",
        severity: "error",
        message: `The change moves the due date of lp/no-reason about ada in ${file} from 2027-03-01T00:00:00Z to 2027-04-01T00:00:00Z. Due dates in the baseline may only become earlier.`,
        remedy: "Set `due:` back to 2027-03-01T00:00:00Z or earlier.",
        place: { file: "access/policies/baseline.yaml", field: ["findings", 0, "due"] },
        user: "ada",
      },
    ]);
    expect(judgeBaselineChange(of({}), of({}, {}))[0]?.remedy).toBe(
      "Remove the entry and resolve the finding. For a separation-of-duties conflict that is needed for some time, add a waiver.",
    );
  });
});

describe("a separation-of-duties conflict that the baseline accepts", () => {
  const place = "access/grants/okta/a/ada.yaml";
  const company = (mode: "prevent" | "approve" = "prevent") =>
    aModel()
      .entitlement("okta/a")
      .entitlement("okta/b")
      .entitlement("okta/c")
      .keepApart("pay", { x: ["okta/a"], y: ["okta/b", "okta/c"] }, { mode })
      .user("ada")
      .grant("ada", "okta/a");
  const accepting = (world: ModelBuilder) => world.accepted("sod/pay", place, { user: userId("ada") });
  const judged = (world: ModelBuilder) => {
    const model = world.build();
    const findings = evaluatePolicy(resolveModel(model, now)).map(({ place: where, ...finding }) => ({
      ...finding,
      file: where?.file ?? null,
      line: 1,
      column: 1,
    }));
    return { findings, baseline: model.baseline, rules: model.separationOfDuties };
  };
  const says = (before: ModelBuilder, after: ModelBuilder) =>
    judgeConflictsGrown(judged(before), judged(after)).map(
      ({ code, severity, message }) => `${severity} ${code} ${message.split(". ").at(-1)}`,
    );
  const two = (mode?: "approve") => accepting(company(mode)).grant("ada", "okta/b");

  it("is an error again when a change adds access to it", () => {
    expect(says(two(), two())).toEqual([]);
    const added = "The change adds okta/c to this conflict, which the baseline does not accept.";
    expect(says(two(), two().grant("ada", "okta/c"))).toEqual([`error sod/pay ${added}`]);
    expect(says(two("approve"), two("approve").grant("ada", "okta/c"))).toEqual([`warning sod/pay ${added}`]);
    expect(says(two().grant("ada", "okta/c"), two())).toEqual([]);
    // In the order of the names, whatever the order of the grants.
    expect(says(accepting(company()), accepting(company()).grant("ada", "okta/c").grant("ada", "okta/b"))).toEqual([
      "error sod/pay The change adds okta/a and okta/b and okta/c to this conflict, which the baseline does not accept.",
    ]);
  });

  it("reports neither what the baseline does not accept nor a conflict that a waiver covers", () => {
    const added = (world: ModelBuilder) => world.grant("ada", "okta/b").grant("ada", "okta/c");
    // The entry is for another file, so that the baseline does not soften the conflict: it stays an error of its own.
    const other = () => company().accepted("sod/pay", "access/grants/okta/z/ada.yaml", { user: userId("ada") });
    expect(says(other(), added(other()))).toEqual([]);
    const waived = () =>
      accepting(company()).waiver("pay", "ada", ["okta/a", "okta/b", "okta/c"], "2026-12-15T00:00:00Z");
    expect(says(waived().grant("ada", "okta/b"), added(waived()))).toEqual([]);
  });

  it("does not repeat a conflict that is an error already, because its entry is past due", () => {
    const due = () => company().accepted("sod/pay", place, { user: userId("ada"), due: now });
    expect(says(due().grant("ada", "okta/b"), due().grant("ada", "okta/b").grant("ada", "okta/c"))).toEqual([]);
  });

  it("does not report another accepted finding in its place", () => {
    const reasonless = (world: ModelBuilder) =>
      world
        .grant("ada", "okta/b")
        .grant("ada", "okta/c", { reason: null })
        .accepted("lp/no-reason", "access/grants/okta/c/ada.yaml", { user: userId("ada") });
    expect(says(accepting(company()).grant("ada", "okta/b"), reasonless(accepting(company())))).toHaveLength(1);
  });

  it("is reported when it returns while its entry still exists", () => {
    expect(says(accepting(company()), two())).toEqual([
      "error sod/pay The change adds okta/a and okta/b to this conflict, which the baseline does not accept.",
    ]);
    // The first baseline is the adoption itself.
    expect(says(company(), two())).toEqual([]);
  });
});
