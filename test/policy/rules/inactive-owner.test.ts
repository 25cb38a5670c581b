import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, person, ref, selector, userId } from "../../support/model.ts";

const rule = "lp/inactive-owner";

describe(rule, () => {
  it("refuses an owner, a manager and a sponsor who left", () => {
    const world = aModel()
      .user("gone", { status: "terminated" })
      .entitlement("okta/crm", { owners: [person("gone")] })
      .user("ada", { manager: userId("gone") })
      .user("eve", { kind: "vendor", sponsor: userId("gone") })
      .user("bot", { kind: "service", owners: [userId("gone")] });
    expect(verdicts(world, rule)).toEqual([
      "error access/entitlements/okta/crm.yaml owners.0",
      "error access/users/ada.yaml manager",
      "error access/users/bot.yaml owners.0",
    ]);
    // One finding for a sponsor, from the check that also knows the kinds of users.
    expect(verdicts(world, "identity/inactive-sponsor")).toEqual(["error access/users/eve.yaml sponsor"]);
  });

  it("warns of one on leave, and refuses one who has not started", () => {
    const world = aModel()
      .user("away", { status: "on-leave" })
      .user("soon", { start: at("2027-01-01T00:00:00Z") })
      .entitlement("okta/a", { owners: [person("away")] })
      .entitlement("okta/b", { owners: [person("soon")] });
    expect(verdicts(world, rule)).toEqual([
      "warning access/entitlements/okta/a.yaml owners.0",
      "error access/entitlements/okta/b.yaml owners.0",
    ]);
  });

  it("allows active people and teams, and asks nothing of a leaver's file", () => {
    const world = aModel()
      .user("gone", { status: "terminated" })
      .user("ada")
      .user("left", { status: "terminated", manager: userId("gone") })
      .entitlement("okta/a", { owners: [person("ada")] });
    expect(verdicts(world, rule)).toEqual([]);
  });

  it("says who, what for, and why they cannot answer, of everything that has an owner", () => {
    const world = aModel()
      .user("gone", { status: "terminated" })
      .user("away", { status: "on-leave" })
      .user("soon", { start: at("2027-01-01T00:00:00Z") })
      .system("okta", { owners: [person("gone")] })
      .entitlement("okta/a", { owners: [person("away")] })
      .role("dba", ["okta/a"], { owners: [person("soon")] })
      .keepApart("pay", { a: ["okta/a"], b: ["role:dba"] }, { owners: [person("unknown")] })
      .user("ada", { manager: userId("gone"), sponsor: userId("away"), owners: [userId("soon")] });
    expect(findingsOf(world, rule).map(({ message }) => message.split(":")[0])).toEqual([
      "away is the owner of the entitlement okta/a but is on leave",
      "soon is the owner of the role dba but is not yet active",
      "unknown is the owner of the rule pay but is terminated",
      "gone is the owner of the system okta but is terminated",
      "gone is the manager of ada but is terminated",
      "soon is the owner of ada but is not yet active",
    ]);
    expect(verdicts(world, "identity/inactive-sponsor")).toEqual(["warning access/users/ada.yaml sponsor"]);
    expect(findingsOf(world, rule).map(({ user }) => user)).toEqual([null, null, null, null, "ada", "ada"]);
  });

  it("leaves out an excepted entitlement, role or user", () => {
    const world = () =>
      aModel()
        .user("gone", { status: "terminated" })
        .entitlement("okta/a", { owners: [person("gone")] })
        .role("dba", [], { owners: [person("gone")] })
        .user("ada", {
          department: "Sales",
          manager: userId("gone"),
          sponsor: userId("gone"),
          owners: [userId("gone")],
        });
    const except = { users: null, entitlements: [], tags: [], roles: [] };
    const files = (changes: object) =>
      new Set(
        findingsOf(world().setting(rule, { except: { ...except, ...changes } }), rule).map(({ place }) => place?.file),
      );
    expect([...files({})]).toEqual([
      "access/entitlements/okta/a.yaml",
      "access/roles/dba.yaml",
      "access/users/ada.yaml",
    ]);
    expect([...files({ entitlements: [ref("okta/a")] })]).toEqual(["access/roles/dba.yaml", "access/users/ada.yaml"]);
    expect([...files({ roles: ["dba" as never] })]).toEqual([
      "access/entitlements/okta/a.yaml",
      "access/users/ada.yaml",
    ]);
    expect([...files({ users: selector({ department: "Sales" }) })]).toEqual([
      "access/entitlements/okta/a.yaml",
      "access/roles/dba.yaml",
    ]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("gone", () =>
      aModel()
        .user("gone", { status: "terminated" })
        .entitlement("okta/crm", { owners: [person("gone")] }),
    ),
  ));
