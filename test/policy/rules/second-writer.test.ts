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
const looking = (name: string, changes: Partial<ObservedGroup> = {}) => [
  seen("okta", { groups: [group(name, { ruleFed: true, ...changes })] }),
];
const found = ["error access/entitlements/okta/db.yaml"];

describe(rule, () => {
  it("refuses a declared group that an active rule assigns, also under an earlier name", () => {
    expect(verdictsSeeing(world(), rule, looking("DB Admins"))).toEqual(found);
    expect(verdictsSeeing(world(), rule, looking("DBA"))).toEqual(found);
  });

  it("allows groups without a rule, undeclared ones, and names that differ in case or type", () => {
    expect(verdictsSeeing(world(), rule, looking("DB Admins", { ruleFed: false }))).toEqual([]);
    expect(verdictsSeeing(world(), rule, looking("Everyone"))).toEqual([]);
    expect(verdictsSeeing(world(), rule, looking("db admins"))).toEqual([]);
    expect(verdictsSeeing(world(), rule, looking("DB Admins", { type: "APP_GROUP" }))).toEqual([]);
  });

  it("says nothing without an observation, and obeys exceptions", () => {
    expect(verdicts(world(), rule)).toEqual([]);
    const except = { users: null, entitlements: [ref("okta/db")], tags: [], roles: [] };
    expect(verdictsSeeing(world().setting(rule, { except }), rule, looking("DB Admins"))).toEqual([]);
  });

  it("asks nothing of a retired entitlement", () => {
    const retired = aModel().entitlement("okta/db", {
      target: { kind: "group", name: "DB Admins", role: "member" },
      status: "retired",
    });
    expect(verdictsSeeing(retired, rule, looking("DB Admins"))).toEqual([]);
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
