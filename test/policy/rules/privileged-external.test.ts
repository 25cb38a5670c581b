import { describe, expect, it } from "vitest";
import type { Tier, UserKind } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, now, selector, userId } from "../../support/model.ts";

const rule = "lp/privileged-external";
const world = (kind: UserKind) => aModel().user("eve", { kind }).entitlement("okta/db", { tier: "high" });

describe(rule, () => {
  it("refuses a privileged entitlement to contractors, vendors and partners", () => {
    for (const kind of ["contractor", "vendor", "partner"] as const)
      expect(verdicts(world(kind).grant("eve", "okta/db"), rule)).toEqual(["error access/grants/okta/db/eve.yaml"]);
  });

  it("refuses an external member of a privileged group, until its end", () => {
    const box = { address: "box@vendor.example", sponsor: userId("eve"), reason: "Reports" };
    const having = (expires: number, tier: Tier) =>
      aModel()
        .user("eve")
        .entitlement("google/board", { tier, externalMembers: [{ ...box, expires }] });
    expect(verdicts(having(now + 1, "high"), rule)).toEqual([
      "error access/entitlements/google/board.yaml externalMembers.0.address",
    ]);
    expect(verdicts(having(now + 1, "medium"), rule)).toEqual([]);
    expect(verdicts(having(now, "high"), rule)).toEqual([]);
  });

  it("stands at the role where birthright gives it, and finds what is still to come", () => {
    const byRight = world("vendor").role("all", ["okta/db"], { birthright: selector({ department: "Engineering" }) });
    expect(verdicts(byRight, rule)).toEqual(["error access/roles/all.yaml"]);
    const later = world("vendor").grant("eve", "okta/db", { starts: at("2027-02-01T00:00:00Z") });
    expect(findingsOf(later, rule)[0]?.message).toContain("starting 2027-02-01 01:00 Europe/Berlin");
  });

  it("allows employees, lower tiers, past grants and kinds the organization leaves out", () => {
    expect(verdicts(world("employee").grant("eve", "okta/db"), rule)).toEqual([]);
    const low = aModel().user("eve", { kind: "vendor" }).entitlement("okta/wiki").grant("eve", "okta/wiki");
    expect(verdicts(low, rule)).toEqual([]);
    expect(verdicts(world("vendor").grant("eve", "okta/db", { expires: at("2026-11-21T09:00:00Z") }), rule)).toEqual(
      [],
    );
    const kinds = { parameters: new Map([["kinds", ["partner"]]]) };
    expect(verdicts(world("vendor").grant("eve", "okta/db").setting(rule, kinds), rule)).toEqual([]);
  });

  it("an excepted role does not excuse a grant of the same", () => {
    const both = world("vendor")
      .role("ops", ["okta/db"])
      .grant("eve", "role:ops")
      .setting(rule, { except: { users: null, entitlements: [], tags: [], roles: ["ops" as never] } });
    expect(verdicts(both, rule)).toEqual([]);
    expect(verdicts(both.grant("eve", "okta/db"), rule)).toEqual(["error access/grants/okta/db/eve.yaml"]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("eve", () =>
      aModel().user("eve", { kind: "vendor" }).entitlement("okta/db", { tier: "high" }).grant("eve", "okta/db"),
    ),
  ));
