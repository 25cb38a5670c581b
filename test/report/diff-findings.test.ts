import { describe, expect, it } from "vitest";
import { compareFindings } from "../../src/report/diff/compare-findings.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { aFinding } from "../support/findings.ts";

const codesOf = (base: readonly Finding[], head: readonly Finding[]) => {
  const { appeared, eased, cured, kept } = compareFindings(base, head);
  return {
    appeared: appeared.map(({ finding, was }) => `${finding.code} ${was ?? "new"}`),
    eased: eased.map(({ finding, was }) => `${finding.code} ${was ?? "new"}`),
    cured: cured.map(({ code }) => code),
    kept,
  };
};
const same = { appeared: [], eased: [], cured: [], kept: 1 };

describe("what a change does to the findings", () => {
  it("a finding that only moved to another line, or names another line or day, is the same", () => {
    const before = aFinding({ line: 2, message: "It stands in line 2 until 2026-12-01." });
    expect(codesOf([before], [{ ...before, line: 9, message: "It stands in line 9 until 2026-12-02." }])).toEqual(same);
  });

  it("a finding about a user, role or entitlement whose file moved is the same", () => {
    for (const [from, to] of [
      ["access/users/sales/ada.yaml", "access/users/engineering/ada.yaml"],
      ["access/roles/a.yaml", "access/roles/teams/a.yaml"],
      ["access/entitlements/okta/a.yaml", "access/entitlements/okta/apps/a.yaml"],
    ] as const)
      expect(codesOf([aFinding({ file: from })], [aFinding({ file: to })])).toEqual(same);
  });

  it("the same entitlement's name in another system is another finding", () => {
    expect(
      codesOf(
        [aFinding({ file: "access/entitlements/okta/crm.yaml" })],
        [aFinding({ file: "access/entitlements/google/crm.yaml" })],
      ),
    ).toMatchObject({ appeared: ["lp/no-reason new"], cured: ["lp/no-reason"], kept: 0 });
  });

  it("a new one is new, one that went is cured, of another user it is another", () => {
    expect(
      codesOf([aFinding({ user: "ada" })], [aFinding({ user: "bob" }), aFinding({ code: "lp/too-long" })]),
    ).toEqual({
      appeared: ["lp/no-reason new", "lp/too-long new"],
      eased: [],
      cured: ["lp/no-reason"],
      kept: 0,
    });
  });

  it("two of the same kind are not one: the second is new", () => {
    const one = aFinding();
    expect(codesOf([one], [one, { ...one, line: 5 }])).toMatchObject({ appeared: ["lp/no-reason new"], kept: 1 });
    expect(codesOf([one, { ...one, line: 5 }], [one])).toMatchObject({ cured: ["lp/no-reason"], kept: 1 });
  });

  it("two different complaints about one file are told apart by their words", () => {
    const manager = aFinding({ code: "lp/inactive-owner", message: "The manager bob is not active." });
    const sponsor = { ...manager, message: "The sponsor eve is not active." };
    expect(codesOf([manager], [sponsor])).toMatchObject({ appeared: ["lp/inactive-owner new"], kept: 0 });
  });

  it("a conflict is known by what it keeps apart, whichever files bring it about", () => {
    const path = (entitlement: string, file: string) =>
      ({ user: "ada", entitlement, kind: "grant", file, line: 1, through: [] }) as const;
    const before = aFinding({
      code: "sod/x",
      file: "access/grants/okta/a/ada.yaml",
      paths: [path("okta/a", "f"), path("okta/b", "g")],
    });
    const after = aFinding({
      code: "sod/x",
      file: "access/roles/r.yaml",
      message: "other",
      paths: [path("okta/b", "h"), path("okta/a", "h")],
    });
    expect(codesOf([before], [after])).toEqual(same);
    expect(codesOf([before], [{ ...after, paths: [path("okta/c", "h"), path("okta/a", "h")] }])).toMatchObject({
      kept: 0,
    });
  });

  it("conflicts of two roles, which concern no user yet, are told apart by the role", () => {
    const paths = [{ user: "", entitlement: "okta/a", kind: "grant", file: "f", line: 1, through: [] }] as const;
    const of = (file: string) => aFinding({ code: "sod/x", user: null, file, paths });
    expect(codesOf([of("access/roles/a.yaml")], [of("access/roles/b.yaml")])).toMatchObject({ kept: 0 });
  });

  it("a warning that became an error is told, with what it was; a waived error weighs less", () => {
    expect(codesOf([aFinding({ severity: "warning" })], [aFinding()])).toMatchObject({
      appeared: ["lp/no-reason warning"],
      kept: 0,
    });
    expect(codesOf([aFinding()], [aFinding({ severity: "note" })])).toMatchObject({
      appeared: [],
      eased: ["lp/no-reason error"],
      cured: [],
    });
  });
});
