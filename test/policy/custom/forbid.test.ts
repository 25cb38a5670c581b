import { describe, expect, it } from "vitest";
import type { CustomDemand, RoleId } from "../../../src/model/documents.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, ref, selector } from "../../support/model.ts";

const code = "custom/payroll-on-site";
const onSite: CustomDemand = {
  kind: "forbid",
  entitlements: [ref("okta/payroll"), ref("okta/salaries")],
  users: selector({}, selector({ location: ["Berlin", "Lisbon"] })),
};
const world = (location: string | null) =>
  aModel()
    .user("ada", { location })
    .entitlement("okta/payroll")
    .entitlement("okta/salaries")
    .custom("payroll-on-site", onSite, { message: "Payroll may be held on site only" });

describe("a rule that forbids", () => {
  it("refuses any of the entitlements to the users it selects, at the grant", () => {
    expect(verdicts(world("Madrid").grant("ada", "okta/payroll"), code)).toEqual([
      "error access/grants/okta/payroll/ada.yaml",
    ]);
    expect(verdicts(world(null).grant("ada", "okta/salaries"), code)).toHaveLength(1);
    expect(verdicts(world("Berlin").grant("ada", "okta/payroll"), code)).toEqual([]);
  });

  it("begins with the organization's message and names the user, the path and the fix", () => {
    const [finding] = findingsOf(world("Madrid").grant("ada", "okta/payroll"), code);
    expect(finding?.message).toMatch(
      /^Payroll may be held on site only\. ada would hold okta\/payroll through a direct grant, but/,
    );
    expect(finding).toMatchObject({ user: "ada", remedy: expect.stringContaining("okta/payroll") });
  });

  it("stands at the role where a role gives it, inclusion followed", () => {
    const role = world("Madrid")
      .role("clerk", ["okta/payroll"])
      .role("lead", [], { includes: ["clerk" as RoleId], birthright: selector({ department: "Engineering" }) });
    expect(verdicts(role, code)).toEqual(["error access/roles/lead.yaml"]);
  });

  it("finds what is still to come and shows the date, but nothing past or merely eligible", () => {
    const later = world("Madrid").grant("ada", "okta/payroll", { starts: at("2027-01-01T00:00:00Z") });
    expect(findingsOf(later, code)[0]?.message).toContain("starting 2027-01-01 01:00 Europe/Berlin");
    expect(
      verdicts(world("Madrid").grant("ada", "okta/payroll", { expires: at("2026-11-21T09:00:00Z") }), code),
    ).toEqual([]);
    expect(verdicts(world("Madrid").grant("ada", "okta/payroll", { eligible: true }), code)).toEqual([]);
  });

  it("obeys its severity", () => {
    const granted = (severity: "warning" | "none") =>
      aModel().user("ada").entitlement("okta/payroll").grant("ada", "okta/payroll").custom("payroll-on-site", onSite, {
        severity,
      });
    expect(verdicts(granted("warning"), code)).toEqual(["warning access/grants/okta/payroll/ada.yaml"]);
    expect(verdicts(granted("none"), code)).toEqual([]);
  });
});
