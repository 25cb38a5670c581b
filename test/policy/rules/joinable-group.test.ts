import { describe, expect, it } from "vitest";
import type { Entitlement } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, ref } from "../../support/model.ts";

const rule = "lp/joinable-group";
const open = { settings: new Map([["whoCanJoin", "ALL_IN_DOMAIN_CAN_JOIN"]]) };
const world = (changes: Partial<Entitlement>) => aModel().entitlement("google/ops", changes);
const found = ["error access/entitlements/google/ops.yaml settings.whoCanJoin"];

describe(rule, () => {
  it("refuses a privileged group, or one that gives an app, that people may join by themselves", () => {
    expect(verdicts(world({ ...open, tier: "high" }), rule)).toEqual(found);
    const anyone = { settings: new Map([["whoCanJoin", "ANYONE_CAN_JOIN"]]), apps: ["CRM"] };
    expect(verdicts(world(anyone), rule)).toEqual(found);
  });

  it("refuses it where the group is nested in a privileged one", () => {
    const nested = world(open).entitlement("google/root", { tier: "critical", nests: [ref("google/ops")] });
    expect(verdicts(nested, rule)).toEqual(found);
  });

  it("allows invitations, requests, groups that give nothing, and settings that are not declared", () => {
    for (const whoCanJoin of ["INVITED_CAN_JOIN", "CAN_REQUEST_TO_JOIN"])
      expect(verdicts(world({ tier: "high", settings: new Map([["whoCanJoin", whoCanJoin]]) }), rule)).toEqual([]);
    expect(verdicts(world(open), rule)).toEqual([]);
    expect(verdicts(world({ tier: "high" }), rule)).toEqual([]);
  });

  it("obeys exceptions", () => {
    const except = { users: null, entitlements: [ref("google/ops")], tags: [], roles: [] };
    expect(verdicts(world({ ...open, tier: "high" }).setting(rule, { except }), rule)).toEqual([]);
  });

  it("says what the group gives, itself or by nesting, and asks nothing of a retired one", () => {
    expect(findingsOf(world({ ...open, tier: "high" }), rule)[0]?.message).toContain("google/ops is of tier high");
    const nested = world(open).entitlement("google/root", { apps: ["CRM"], nests: [ref("google/ops")] });
    expect(findingsOf(nested, rule)[0]?.message).toContain("google/root, in which it is nested, gives the app CRM");
    expect(verdicts(world({ ...open, tier: "high", status: "retired" }), rule)).toEqual([]);
  });

  it("says nothing of a group that is retired, which gives nothing", () => {
    const retired = aModel().entitlement("google/all", {
      tier: "high",
      status: "retired",
      settings: new Map([["whoCanJoin", "ANYONE_CAN_JOIN"]]),
    });
    expect(verdicts(retired, rule)).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("google/ops", () =>
      aModel().entitlement("google/ops", {
        tier: "high",
        settings: new Map([["whoCanJoin", "ALL_IN_DOMAIN_CAN_JOIN"]]),
      }),
    ),
  ));
