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
  judgeBaselineChange(before, after).map(
    ({ code, severity, place }) => `${severity} ${code} ${place?.field.join(".")}`,
  );

describe("a change of the baseline", () => {
  it("refuses what is added: another finding, or the same once more", () => {
    expect(places(of({}), of({}, { user: userId("bob") }))).toEqual(["error baseline/grown findings.1"]);
    expect(places(of({}), of({}, { code: "lp/too-long" }))).toEqual(["error baseline/grown findings.1"]);
    expect(places(of({}), of({}, {}))).toEqual(["error baseline/grown findings.1"]);
  });

  it("says whom and what it is about", () => {
    const grown = judgeBaselineChange(of({ code: "lp/outlier" }), of({}, { user: null }));
    expect(grown.map(({ message }) => message.split(" to the baseline")[0])).toEqual([
      `The change adds lp/no-reason about ada in ${file}`,
      `The change adds lp/no-reason in ${file}`,
    ]);
  });

  it("refuses a later due date, of any of several entries that are alike", () => {
    expect(places(of({}), of({ due: due + 1 }))).toEqual(["error baseline/grown findings.0.due"]);
    expect(places(of({}, { due: due - 10 }), of({}, { due: due - 9 }))).toEqual([
      "error baseline/grown findings.1.due",
    ]);
  });

  it("allows what goes, is due sooner, moves in the list or changes its owner", () => {
    expect(places(of({}, { user: userId("bob") }), of({ user: userId("bob") }))).toEqual([]);
    expect(places(of({}), of({ due: due - 1 }))).toEqual([]);
    expect(places(of({}), of({ owner: { kind: "user", id: userId("ada") }, reason: "Old grants" }))).toEqual([]);
    expect(places(of({}), null)).toEqual([]);
  });

  it("takes the first baseline for the adoption itself", () => {
    expect(places(null, of({}, { user: userId("bob") }))).toEqual([]);
  });

  it("says by how much something is put off, and what to do", () => {
    expect(judgeBaselineChange(of({}), of({ due: at("2027-04-01T00:00:00Z") }))).toEqual([
      {
        code: "baseline/grown",
        severity: "error",
        message: `The change puts lp/no-reason about ada in ${file} off from 2027-03-01T00:00:00Z to 2027-04-01T00:00:00Z: what may always be put off is never done.`,
        remedy: "Set `due:` back to 2027-03-01T00:00:00Z or earlier.",
        place: { file: "access/policies/baseline.yaml", field: ["findings", 0, "due"] },
        user: "ada",
      },
    ]);
    expect(judgeBaselineChange(of({}), of({}, {}))[0]?.remedy).toBe(
      "Cure the finding instead; a separation-of-duties conflict that is needed for a time gets a waiver.",
    );
  });
});
