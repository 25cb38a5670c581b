import { describe, expect, it } from "vitest";
import type { RoleId } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { engineering, withDb } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, ref, selector } from "../../support/model.ts";

const rule = "lp/privileged-birthright";
const birthright = selector({ department: "Engineering" });
const world = () =>
  aModel().entitlement("okta/db", { tier: "high" }).entitlement("okta/wiki").role("dba", ["okta/db", "okta/wiki"]);
const found = ["error access/roles/engineer.yaml birthright"];

describe(rule, () => {
  it("refuses a birthright role that gives a privileged entitlement, also through another role", () => {
    expect(verdicts(world().role("engineer", ["okta/db"], { birthright }), rule)).toEqual(found);
    expect(verdicts(world().role("engineer", [], { birthright, includes: ["dba" as RoleId] }), rule)).toEqual(found);
  });

  it("refuses one that reaches it through a nested group, and `standing: true` does not help", () => {
    const nested = aModel()
      .entitlement("google/staff")
      .entitlement("google/root", { tier: "critical", nests: [ref("google/staff")], standing: true })
      .role("engineer", ["google/staff"], { birthright });
    expect(verdicts(nested, rule)).toEqual(found);
  });

  it("allows a role by grant, lower tiers, other tiers and exceptions", () => {
    expect(verdicts(world(), rule)).toEqual([]);
    expect(verdicts(world().role("engineer", ["okta/wiki"], { birthright }), rule)).toEqual([]);
    const given = () => world().role("engineer", ["okta/db"], { birthright });
    expect(verdicts(given().setting(rule, { parameters: new Map([["tiers", ["critical"]]]) }), rule)).toEqual([]);
    const except = { users: null, entitlements: [ref("okta/db")], tags: [], roles: [] };
    expect(verdicts(given().setting(rule, { except }), rule)).toEqual([]);
  });

  it("shows the way from the role to the entitlement", () => {
    const lead = world().role("engineer", [], { birthright, includes: ["dba" as RoleId] });
    expect(findingsOf(lead, rule)[0]?.message).toContain("gives okta/db (tier high) through dba.");
    const direct = world().role("engineer", ["okta/db"], { birthright });
    expect(findingsOf(direct, rule)[0]?.message).toContain("gives okta/db (tier high).");
  });

  it("shows each step of a longer way", () => {
    const lead = world()
      .role("lead", [], { includes: ["dba" as RoleId] })
      .role("engineer", [], { birthright, includes: ["lead" as RoleId] });
    expect(findingsOf(lead, rule)[0]?.message).toContain("gives okta/db (tier high) through lead → dba.");
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("engineer", () => withDb().role("engineer", ["okta/db"], { birthright: engineering })),
  ));
