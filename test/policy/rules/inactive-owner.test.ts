import { describe, expect, it } from "vitest";
import { verdicts } from "../../support/judged.ts";
import { aModel, at, person, userId } from "../../support/model.ts";

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
      "error access/users/eve.yaml sponsor",
      "error access/users/bot.yaml owners.0",
    ]);
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
});
