import { describe, expect, it } from "vitest";
import type { RoleId } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { verdicts } from "../../support/judged.ts";
import { aModel, at, selector } from "../../support/model.ts";

const rule = "lp/empty-role";
const world = () => aModel().user("ada").entitlement("okta/crm").role("sales", ["okta/crm"]);
const empty = ["note access/roles/sales.yaml"];

describe(rule, () => {
  it("notes a role without a holder, one that has ended, and one whose only holder left", () => {
    expect(verdicts(world(), rule)).toEqual(empty);
    expect(verdicts(world().grant("ada", "role:sales", { expires: at("2026-11-21T09:00:00Z") }), rule)).toEqual(empty);
    expect(verdicts(world().user("ada", { status: "terminated" }).grant("ada", "role:sales"), rule)).toEqual(empty);
  });

  it("allows one held by grant, by birthright, through another role, later, or to be activated", () => {
    expect(verdicts(world().grant("ada", "role:sales"), rule)).toEqual([]);
    expect(verdicts(world().grant("ada", "role:sales", { starts: at("2027-01-01T00:00:00Z") }), rule)).toEqual([]);
    expect(verdicts(world().grant("ada", "role:sales", { eligible: true }), rule)).toEqual([]);
    expect(verdicts(world().grant("ada", "role:sales", { expires: at("2027-01-01T00:00:00Z") }), rule)).toEqual([]);
    const lead = world().role("lead", [], {
      includes: ["sales" as RoleId],
      birthright: selector({ department: "Engineering" }),
    });
    expect(verdicts(lead, rule)).toEqual([]);
  });

  it("obeys an exception by role", () => {
    const except = { users: null, entitlements: [], tags: [], roles: ["sales" as RoleId] };
    expect(verdicts(world().setting(rule, { except }), rule)).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("sales", () => aModel().entitlement("okta/crm").role("sales", ["okta/crm"])),
  ));
