import { describe, expect, it } from "vitest";
import type { Grant, RoleId } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { withDb } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, ref } from "../../support/model.ts";

const rule = "lp/ticket-format";
const world = (ticket: string | null, changes: Partial<Grant> = {}) =>
  aModel()
    .user("ada")
    .entitlement("okta/db", { tier: "high" })
    .grant("ada", "okta/db", { ticket, ...changes });
const onlyInc = { parameters: new Map([["prefixes", ["INC", "CHG"]]]) };

describe(rule, () => {
  it("warns of a privileged grant without a ticket, and of what is no ticket", () => {
    expect(verdicts(world(null), rule)).toEqual(["warning access/grants/okta/db/ada.yaml"]);
    for (const ticket of ["INC", "INC-", "-12", "INC-12x", "see mail"])
      expect(verdicts(world(ticket), rule), ticket).toEqual(["warning access/grants/okta/db/ada.yaml ticket"]);
  });

  it("allows any prefix, or those the organization lists", () => {
    expect(verdicts(world("HELP-DESK-77"), rule)).toEqual([]);
    expect(verdicts(world("CHG-77").setting(rule, onlyInc), rule)).toEqual([]);
    expect(verdicts(world("HELP-77").setting(rule, onlyInc), rule)).toHaveLength(1);
  });

  it("asks for a ticket for both privileged tiers, where the organization does not name the tiers", () => {
    const critical = aModel()
      .user("ada")
      .entitlement("okta/db", { tier: "critical" })
      .grant("ada", "okta/db", { ticket: null });
    expect(verdicts(critical, rule)).toHaveLength(1);
  });

  it("asks nothing of lower tiers, of past and of eligible grants", () => {
    const low = aModel().user("ada").entitlement("okta/wiki").grant("ada", "okta/wiki");
    expect(verdicts(low, rule)).toEqual([]);
    expect(verdicts(world(null, { expires: at("2026-11-21T09:00:00Z") }), rule)).toEqual([]);
    expect(verdicts(world(null, { eligible: true }), rule)).toEqual([]);
    expect(verdicts(world(null).setting(rule, { parameters: new Map([["tiers", ["critical"]]]) }), rule)).toEqual([]);
  });

  it("an excepted entitlement does not hide another one that the same role gives", () => {
    const role = aModel()
      .user("ada")
      .entitlement("okta/a", { tier: "high" })
      .entitlement("okta/b", { tier: "high" })
      .role("dba", ["okta/a", "okta/b"])
      .grant("ada", "role:dba");
    const except = { users: null, entitlements: [ref("okta/a")], tags: [], roles: [] as RoleId[] };
    expect(verdicts(role.setting(rule, { except }), rule)).toEqual(["warning access/grants/roles/dba/ada.yaml"]);
    expect(
      verdicts(role.setting(rule, { except: { ...except, entitlements: [ref("okta/a"), ref("okta/b")] } }), rule),
    ).toEqual([]);
  });

  it("says what is wrong with the ticket, and which prefixes there are", () => {
    expect(findingsOf(world(null), rule)[0]?.message).toMatch(
      /has no ticket, but .*: expected a prefix, "-" and digits\.$/,
    );
    expect(findingsOf(world("X-1").setting(rule, onlyInc), rule)[0]?.message).toContain(
      'expected one of the prefixes INC, CHG, "-" and digits, got "X-1".',
    );
  });

  it("shows what a ticket looks like here, with the organization's own prefix where it has one", () => {
    expect(findingsOf(world(null), rule)[0]?.remedy).toBe("Write the ticket in `ticket:`, for example INC-1234.");
    const help = { parameters: new Map([["prefixes", ["HELP"]]]) };
    expect(findingsOf(world(null).setting(rule, help), rule)[0]?.remedy).toContain("for example HELP-1234.");
    expect(findingsOf(world(null).setting(rule, help), rule)[0]?.message).toMatch(
      /^The grant of okta\/db to ada has no ticket, but okta\/db is privileged \(tier high\): expected one of the prefixes HELP, /,
    );
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("ada", () => withDb().grant("ada", "okta/db", { ticket: "see mail" })),
  ));
