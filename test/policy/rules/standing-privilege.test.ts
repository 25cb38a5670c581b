import { describe, expect, it } from "vitest";
import type { RoleId } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { withDb } from "../../golden/worlds.ts";
import { verdicts } from "../../support/judged.ts";
import { aModel, at, selector } from "../../support/model.ts";

const rule = "lp/standing-privilege";
const world = () => aModel().user("ada").entitlement("okta/db", { tier: "critical" });

describe(rule, () => {
  it("refuses a privileged grant without an end", () => {
    expect(verdicts(world().grant("ada", "okta/db"), rule)).toEqual(["error access/grants/okta/db/ada.yaml"]);
  });

  it("refuses it through a granted role that includes another", () => {
    const roles = world()
      .role("dba", ["okta/db"])
      .role("lead", [], { includes: ["dba" as RoleId] })
      .grant("ada", "role:lead");
    expect(verdicts(roles, rule)).toEqual(["error access/grants/roles/lead/ada.yaml"]);
  });

  it("allows it with an end, for a lower tier, and where the entitlement may stand", () => {
    expect(verdicts(world().grant("ada", "okta/db", { expires: at("2026-12-01T00:00:00Z") }), rule)).toEqual([]);
    expect(verdicts(aModel().user("ada").entitlement("okta/wiki").grant("ada", "okta/wiki"), rule)).toEqual([]);
    const standing = aModel().user("ada").entitlement("okta/db", { tier: "critical", standing: true });
    expect(verdicts(standing.grant("ada", "okta/db"), rule)).toEqual([]);
  });

  it("obeys its parameters: tiers, severity and exceptions", () => {
    const granted = () => world().grant("ada", "okta/db");
    expect(verdicts(granted().setting(rule, { parameters: new Map([["tiers", ["high"]]]) }), rule)).toEqual([]);
    expect(verdicts(granted().setting(rule, { severity: "warning" }), rule)[0]).toMatch(/^warning /);
    expect(verdicts(granted().setting(rule, { severity: "none" }), rule)).toEqual([]);
    const except = { users: selector({ department: "Engineering" }), entitlements: [], tags: [], roles: [] };
    expect(verdicts(granted().setting(rule, { except }), rule)).toEqual([]);
  });

  it("takes the tiers high and critical for privileged where nothing else is set", () => {
    const tier = (name: "medium" | "high" | "critical") =>
      verdicts(aModel().user("ada").entitlement("okta/db", { tier: name }).grant("ada", "okta/db"), rule).length;
    expect([tier("medium"), tier("high"), tier("critical")]).toEqual([0, 1, 1]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("ada", () => withDb().grant("ada", "okta/db")),
  ));
