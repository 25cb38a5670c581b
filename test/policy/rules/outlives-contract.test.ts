import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, now } from "../../support/model.ts";

const rule = "lp/outlives-contract";
const end = at("2027-01-01T00:00:00Z");
const world = (expires: number | null, userEnd: number | null = end) =>
  aModel().user("eve", { end: userEnd }).entitlement("okta/crm").grant("eve", "okta/crm", { expires });

describe(rule, () => {
  it("refuses a grant without an end, or with a later one than the user's", () => {
    expect(verdicts(world(null), rule)).toEqual(["error access/grants/okta/crm/eve.yaml"]);
    expect(verdicts(world(end + 1), rule)).toEqual(["error access/grants/okta/crm/eve.yaml expires"]);
  });

  it("allows the same end, and any where the user has none", () => {
    expect(verdicts(world(end), rule)).toEqual([]);
    expect(verdicts(world(null, null), rule)).toEqual([]);
  });

  it("says nothing once the user has left, and where the user is excepted", () => {
    expect(verdicts(world(null, now), rule)).toEqual([]);
    const except = { users: { fields: new Map([["id", ["eve"]]]), not: null }, entitlements: [], tags: [], roles: [] };
    expect(verdicts(world(null).setting(rule, { except }), rule)).toEqual([]);
  });

  it("names a missing or too late expiry", () => {
    expect(findingsOf(world(null), rule)[0]?.message).toContain("has no expiry");
    expect(findingsOf(world(end + 1000), rule)[0]?.message).toContain("expires at 2027-01-01 01:00:01 Europe/Berlin");
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("eve", () =>
      aModel()
        .user("eve", { end: at("2027-01-01T00:00:00Z") })
        .entitlement("okta/crm")
        .grant("eve", "okta/crm"),
    ),
  ));
