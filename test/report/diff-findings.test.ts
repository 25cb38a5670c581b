import { describe, expect, it } from "vitest";
import { compareFindings } from "../../src/report/diff/compare-findings.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { aFinding } from "../support/findings.ts";

const codesOf = (base: readonly Finding[], head: readonly Finding[]) => {
  const { appeared, downgraded, resolved, kept } = compareFindings(base, head);
  return {
    appeared: appeared.map(({ finding, was }) => `${finding.code} ${was ?? "new"}`),
    downgraded: downgraded.map(({ finding, was }) => `${finding.code} ${was ?? "new"}`),
    resolved: resolved.map(({ code }) => code),
    kept,
  };
};
const same = { appeared: [], downgraded: [], resolved: [], kept: 1 };

describe("compareFindings", () => {
  it("treats a finding with a different line or date as unchanged", () => {
    const before = aFinding({ line: 2, message: "The grant in line 2 expires on 2026-12-01." });
    expect(codesOf([before], [{ ...before, line: 9, message: "The grant in line 9 expires on 2026-12-02." }])).toEqual(
      same,
    );
  });

  it("treats a finding about a user, role or entitlement with a moved file as unchanged", () => {
    for (const [from, to] of [
      ["access/users/sales/ada.yaml", "access/users/engineering/ada.yaml"],
      ["access/roles/a.yaml", "access/roles/teams/a.yaml"],
      ["access/entitlements/okta/a.yaml", "access/entitlements/okta/apps/a.yaml"],
    ] as const)
      expect(codesOf([aFinding({ file: from })], [aFinding({ file: to })])).toEqual(same);
  });

  it("distinguishes entitlements with the same name in different systems", () => {
    expect(
      codesOf(
        [aFinding({ file: "access/entitlements/okta/crm.yaml" })],
        [aFinding({ file: "access/entitlements/google/crm.yaml" })],
      ),
    ).toMatchObject({ appeared: ["lp/no-reason new"], resolved: ["lp/no-reason"], kept: 0 });
  });

  it("reports new and resolved findings, and distinguishes users", () => {
    expect(
      codesOf([aFinding({ user: "ada" })], [aFinding({ user: "bob" }), aFinding({ code: "lp/too-long" })]),
    ).toEqual({
      appeared: ["lp/no-reason new", "lp/too-long new"],
      downgraded: [],
      resolved: ["lp/no-reason"],
      kept: 0,
    });
  });

  it("reports a second finding of the same kind as new", () => {
    const one = aFinding();
    expect(codesOf([one], [one, { ...one, line: 5 }])).toMatchObject({ appeared: ["lp/no-reason new"], kept: 1 });
    expect(codesOf([one, { ...one, line: 5 }], [one])).toMatchObject({ resolved: ["lp/no-reason"], kept: 1 });
  });

  it("distinguishes two findings about one file by their messages", () => {
    const manager = aFinding({ code: "lp/inactive-owner", message: "The manager bob is not active." });
    const sponsor = { ...manager, message: "The sponsor eve is not active." };
    expect(codesOf([manager], [sponsor])).toMatchObject({ appeared: ["lp/inactive-owner new"], kept: 0 });
  });

  it("identifies a conflict by its rule and entitlements, not by its files", () => {
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

  it("distinguishes conflicts of two roles without users by the role", () => {
    const paths = [{ user: "", entitlement: "okta/a", kind: "grant", file: "f", line: 1, through: [] }] as const;
    const of = (file: string) => aFinding({ code: "sod/x", user: null, file, paths });
    expect(codesOf([of("access/roles/a.yaml")], [of("access/roles/b.yaml")])).toMatchObject({ kept: 0 });
  });

  it("reports a warning that became an error with its former severity, and a waived error as downgraded", () => {
    expect(codesOf([aFinding({ severity: "warning" })], [aFinding()])).toMatchObject({
      appeared: ["lp/no-reason warning"],
      kept: 0,
    });
    expect(codesOf([aFinding()], [aFinding({ severity: "note" })])).toMatchObject({
      appeared: [],
      downgraded: ["lp/no-reason error"],
      resolved: [],
    });
  });
});
