import { describe, expect, it } from "vitest";
import type { ObservedGroup } from "../../../src/model/observation.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { verdicts, verdictsSeeing } from "../../support/judged.ts";
import { aModel, ref } from "../../support/model.ts";
import { group, seen } from "../seen.ts";

const rule = "lp/second-writer";
const world = () =>
  aModel().entitlement("okta/db", {
    target: { kind: "group", name: "DB Admins", role: "member" },
    previously: ["DBA"],
  });
const observed = (name: string, changes: Partial<ObservedGroup> = {}) => [
  seen("okta", { groups: [group(name, { ruleFed: true, ...changes })] }),
];
const found = ["error access/entitlements/okta/db.yaml"];

describe(rule, () => {
  it("refuses a declared group that an active rule assigns, also under an earlier name", () => {
    expect(verdictsSeeing(world(), rule, observed("DB Admins"))).toEqual(found);
    expect(verdictsSeeing(world(), rule, observed("DBA"))).toEqual(found);
  });

  it("allows groups without a rule, undeclared ones, and names that differ in case or type", () => {
    expect(verdictsSeeing(world(), rule, observed("DB Admins", { ruleFed: false }))).toEqual([]);
    expect(verdictsSeeing(world(), rule, observed("Everyone"))).toEqual([]);
    expect(verdictsSeeing(world(), rule, observed("db admins"))).toEqual([]);
    expect(verdictsSeeing(world(), rule, observed("DB Admins", { type: "APP_GROUP" }))).toEqual([]);
  });

  it("says nothing without an observation, and obeys exceptions", () => {
    expect(verdicts(world(), rule)).toEqual([]);
    const except = { users: null, entitlements: [ref("okta/db")], tags: [], roles: [] };
    expect(verdictsSeeing(world().setting(rule, { except }), rule, observed("DB Admins"))).toEqual([]);
  });

  it("asks nothing of a retired entitlement", () => {
    const retired = aModel().entitlement("okta/db", {
      target: { kind: "group", name: "DB Admins", role: "member" },
      status: "retired",
    });
    expect(verdictsSeeing(retired, rule, observed("DB Admins"))).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld(
      "okta/db",
      () => aModel().entitlement("okta/db"),
      () => [seen("okta", { groups: [group("db", { ruleFed: true })] })],
    ),
  ));
