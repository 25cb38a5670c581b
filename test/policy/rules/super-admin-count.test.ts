import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, ref } from "../../support/model.ts";

const rule = "lp/super-admin-count";
const superAdmin = { target: { kind: "adminRole" as const, name: "SUPER_ADMIN" } };
const world = (holders: number) => {
  const model = aModel().entitlement("okta/super-admin", superAdmin);
  for (let number = 1; number <= holders; number += 1) model.user(`u${number}`).grant(`u${number}`, "okta/super-admin");
  return model;
};

describe(rule, () => {
  it("refuses fewer than two and more than four", () => {
    expect(verdicts(world(1), rule)).toEqual(["error access/entitlements/okta/super-admin.yaml"]);
    expect(verdicts(world(5), rule)).toHaveLength(1);
    expect(verdicts(world(0), rule)).toHaveLength(1);
  });

  it("allows two to four, or what the organization sets", () => {
    expect(verdicts(world(2), rule)).toEqual([]);
    expect(verdicts(world(4), rule)).toEqual([]);
    const own = {
      parameters: new Map([
        ["min", 1],
        ["max", 5],
      ]),
    };
    expect(verdicts(world(1).setting(rule, own), rule)).toEqual([]);
    expect(verdicts(world(6).setting(rule, own), rule)).toHaveLength(1);
  });

  it("obeys an exception for one of the rights", () => {
    const except = { users: null, entitlements: [ref("okta/super-admin")], tags: [], roles: [] };
    expect(verdicts(world(1).setting(rule, { except }), rule)).toEqual([]);
    const other = { ...except, entitlements: [ref("okta/other")] };
    expect(verdicts(world(1).setting(rule, { except: other }), rule)).toHaveLength(1);
  });

  it("counts who holds it at the instant, not who will", () => {
    const later = world(1)
      .user("later")
      .grant("later", "okta/super-admin", { starts: at("2027-01-01T00:00:00Z") });
    expect(verdicts(later, rule)).toHaveLength(1);
    expect(verdicts(later, rule, at("2027-01-01T00:00:00Z"))).toEqual([]);
  });

  it("knows Google's super administrator, and no other administrator right", () => {
    const google = aModel().entitlement("google/root", { target: { kind: "adminRole", name: "_SEED_ADMIN_ROLE" } });
    expect(verdicts(google, rule)).toHaveLength(1);
    const other = aModel().entitlement("okta/help", { target: { kind: "adminRole", name: "HELP_DESK_ADMIN" } });
    expect(verdicts(other, rule)).toEqual([]);
  });

  it("says how many are too few or too many", () => {
    expect(findingsOf(world(1), rule)[0]).toMatchObject({
      message: expect.stringContaining("would have 1 holder: expected at least 2"),
      remedy: "Assign okta/super-admin to 1 more user.",
    });
    expect(findingsOf(world(6), rule)[0]).toMatchObject({
      message: expect.stringContaining("expected at most 4"),
      remedy: expect.stringContaining("from 2 users "),
    });
  });

  it("names how many holders to add or to remove", () => {
    const target = { kind: "adminRole" as const, name: "SUPER_ADMIN" };
    const held = (count: number) => {
      const model = aModel().entitlement("okta/root", { tier: "critical", target });
      for (let number = 0; number < count; number += 1) model.user(`u${number}`).grant(`u${number}`, "okta/root");
      return findingsOf(model, rule).map(({ message, remedy }) => [message, remedy.split(" (")[0]]);
    };
    const right = "okta/root, the super administrator right of okta, would have";
    expect(held(0)).toEqual([[`${right} 0 holders: expected at least 2.`, "Assign okta/root to 2 more users."]]);
    expect(held(1)).toEqual([[`${right} 1 holder: expected at least 2.`, "Assign okta/root to 1 more user."]]);
    expect(held(2)).toEqual([]);
    expect(held(4)).toEqual([]);
    expect(held(6)).toEqual([[`${right} 6 holders: expected at most 4.`, "Remove okta/root from 2 users"]]);
  });

  it("does not count holders of a right that is retired", () => {
    const retired = aModel().entitlement("okta/super-admin", { ...superAdmin, status: "retired" });
    expect(verdicts(retired, rule)).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("okta", () =>
      aModel()
        .user("ada")
        .entitlement("okta/super-admin", { target: { kind: "adminRole", name: "SUPER_ADMIN" } })
        .grant("ada", "okta/super-admin"),
    ),
  ));
