import { describe, expect, it } from "vitest";
import type { Tier } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsSeeing, verdicts, verdictsSeeing } from "../../support/judged.ts";
import { aModel, at, ref, selector } from "../../support/model.ts";
import { account, seen } from "../seen.ts";

const rule = "lp/unused-entitlement";
const world = (tier: Tier = "low", starts: string | null = null) =>
  aModel()
    .user("ada")
    .user("bob")
    .entitlement("okta/db", { tier })
    .grant("ada", "okta/db", { starts: starts === null ? null : at(starts) });
const lastSeen = (lastSignIn: string | null) => [
  seen("okta", { accounts: [account("ada", { lastSignIn }), account("bob")] }),
];
const found = ["warning access/grants/okta/db/ada.yaml"];

describe(rule, () => {
  it("warns of what was not used for ninety days, and after thirty where it is privileged", () => {
    expect(verdictsSeeing(world(), rule, lastSeen("2026-08-23T09:00:00Z"))).toEqual(found);
    expect(verdictsSeeing(world(), rule, lastSeen("2026-08-23T09:00:01Z"))).toEqual([]);
    expect(verdictsSeeing(world("high"), rule, lastSeen("2026-10-22T09:00:00Z"))).toEqual(found);
    expect(verdictsSeeing(world("high"), rule, lastSeen("2026-10-22T09:00:01Z"))).toEqual([]);
  });

  it("counts from when the user got it, and not before it begins", () => {
    expect(verdictsSeeing(world("low", "2026-11-01T00:00:00Z"), rule, lastSeen("2026-01-01T00:00:00Z"))).toEqual([]);
    expect(verdictsSeeing(world("low", "2026-12-01T00:00:00Z"), rule, lastSeen("2026-01-01T00:00:00Z"))).toEqual([]);
    expect(verdictsSeeing(world(), rule, lastSeen(null))).toEqual(found);
  });

  it("stands at the role where a role gives it", () => {
    const role = aModel()
      .user("ada")
      .user("bob", { department: "Sales" })
      .entitlement("okta/db")
      .role("engineer", ["okta/db"], { birthright: selector({ department: "Engineering" }) });
    expect(verdictsSeeing(role, rule, lastSeen("2026-01-01T00:00:00Z"))).toEqual([
      "warning access/roles/engineer.yaml",
    ]);
  });

  it("does not judge service accounts, whose keys and tokens are not sign-ins", () => {
    const machine = world().user("ada", { kind: "service" });
    expect(verdictsSeeing(machine, rule, lastSeen("2026-01-01T00:00:00Z"))).toEqual([]);
  });

  it("reports nothing without an observation, for an unknown account, or in a system without sign-ins", () => {
    expect(verdicts(world(), rule)).toEqual([]);
    expect(verdictsSeeing(world(), rule, [seen("okta", { accounts: [account("bob")] })])).toEqual([]);
    const silent = [seen("okta", { accounts: [account("ada", { lastSignIn: null })] })];
    expect(verdictsSeeing(world(), rule, silent)).toEqual([]);
    expect(
      verdictsSeeing(world(), rule, [seen("google", { accounts: [account("ada", { lastSignIn: null })] })]),
    ).toEqual([]);
  });

  it("obeys its durations and exceptions", () => {
    const longer = {
      parameters: new Map([
        ["after", "P1Y"],
        ["privilegedAfter", "P180D"],
      ]),
    };
    expect(verdictsSeeing(world().setting(rule, longer), rule, lastSeen("2026-01-01T00:00:00Z"))).toEqual([]);
    expect(verdictsSeeing(world("high").setting(rule, longer), rule, lastSeen("2026-01-01T00:00:00Z"))).toEqual(found);
    const except = { users: null, entitlements: [ref("okta/db")], tags: [], roles: [] };
    expect(verdictsSeeing(world().setting(rule, { except }), rule, lastSeen("2026-01-01T00:00:00Z"))).toEqual([]);
  });

  it("judges each system by its own sign-ins, leaves the account itself to lp/inactive-account, and says when", () => {
    const two = aModel()
      .user("ada")
      .user("bob")
      .entitlement("okta/account")
      .entitlement("google/team")
      .grant("ada", "okta/account")
      .grant("ada", "google/team");
    expect(verdictsSeeing(two, rule, lastSeen("2026-01-01T00:00:00Z"))).toEqual([]);
    const message = (lastSignIn: string | null) => findingsSeeing(world(), rule, lastSeen(lastSignIn))[0]?.message;
    expect(message("2026-01-01T00:00:00Z")).toContain("last sign-in to okta at 2026-01-01 01:00 Europe/Berlin");
    expect(message(null)).toContain("no sign-in to okta");
  });

  it("takes the latest sign-in of several accounts, in whatever order they are read", () => {
    const old = account("ada", { id: "acc-old", lastSignIn: "2026-01-01T00:00:00Z" });
    const recent = account("ada", { lastSignIn: "2026-11-20T00:00:00Z" });
    for (const accounts of [
      [old, recent],
      [recent, old],
    ])
      expect(verdictsSeeing(world(), rule, [seen("okta", { accounts })])).toEqual([]);
  });
});

const unusedSince = { lastSignIn: "2026-01-01T00:00:00Z" };
it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld(
      "ada",
      () => aModel().user("ada").user("bob").entitlement("okta/db").grant("ada", "okta/db"),
      () => [seen("okta", { accounts: [account("ada", unusedSince), account("bob")] })],
    ),
  ));
