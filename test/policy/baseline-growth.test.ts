import { describe, expect, it } from "vitest";
import type { BaselineEntry } from "../../src/model/documents.ts";
import { judgeBaselineChange } from "../../src/policy/baseline-growth.ts";
import { aModel, at, userId } from "../support/model.ts";

const file = "access/grants/okta/crm/ada.yaml";
const due = at("2027-03-01T00:00:00Z");
const of = (...entries: readonly Partial<BaselineEntry>[]) => {
  const world = aModel();
  for (const entry of entries) world.accepted("lp/no-reason", file, { user: userId("ada"), due, ...entry });
  return world.build().baseline;
};
const places = (before: ReturnType<typeof of>, after: ReturnType<typeof of>) =>
  judgeBaselineChange(before, after, "UTC").map(
    ({ code, severity, place }) => `${severity} ${code} ${place?.field.join(".")}`,
  );

describe("a change of the baseline", () => {
  it("rejects an added entry: another finding, or the same one again", () => {
    expect(places(of({}), of({}, { user: userId("bob") }))).toEqual(["error baseline/grown findings.1"]);
    expect(places(of({}), of({}, { code: "lp/too-long" }))).toEqual(["error baseline/grown findings.1"]);
    expect(places(of({}), of({}, {}))).toEqual(["error baseline/grown findings.1"]);
  });

  it("names the user and the finding", () => {
    const grown = judgeBaselineChange(of({ code: "lp/outlier" }), of({}, { user: null }), "UTC");
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

  it("rejects an entry that accepts more than before, and allows one that accepts less", () => {
    const crm = { witness: ["okta/crm (high)"] };
    const both = { witness: ["okta/crm (high)", "okta/erp (critical)"] };
    expect(places(of(both), of(crm))).toEqual([]);
    expect(places(of(crm), of(both))).toEqual(["error baseline/grown findings.0"]);
    expect(places(of(crm), of({ witness: ["okta/crm (critical)"] }))).toEqual(["error baseline/grown findings.0"]);
    expect(places(of(both, crm), of(crm, crm))).toEqual([]);
    expect(places(of(both, crm), of(crm, both, crm))).toHaveLength(1);
    expect(judgeBaselineChange(of(crm), of(both), "UTC")[0]?.message).toContain(
      `adds lp/no-reason about ada in ${file} (okta/crm (high), okta/erp (critical)) to the baseline`,
    );
  });

  it("treats the first baseline as the adoption itself", () => {
    expect(places(null, of({}, { user: userId("bob") }))).toEqual([]);
  });

  it("names both due dates and the fix", () => {
    expect(judgeBaselineChange(of({}), of({ due: at("2027-04-01T00:00:00Z") }), "UTC")).toEqual([
      {
        code: "baseline/grown",
        severity: "error",
        message: `The change moves the due date of lp/no-reason about ada in ${file} from the end of 2027-02-28 to the end of 2027-03-31. Due dates in the baseline may only become earlier.`,
        remedy: "Set `due:` back to 2027-02-28 or earlier.",
        place: { file: "access/policies/baseline.yaml", field: ["findings", 0, "due"] },
        user: "ada",
      },
    ]);
    expect(judgeBaselineChange(of({}), of({}, {}), "UTC")[0]?.remedy).toBe(
      "Remove the entry and resolve the finding. For a separation-of-duties conflict that is needed for some time, add a waiver.",
    );
  });
});
