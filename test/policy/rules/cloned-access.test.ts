import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { alike } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, ref, selector } from "../../support/model.ts";

const rule = "lp/cloned-access";
const refs = ["okta/a", "okta/b", "okta/c", "okta/d"];
const world = (ada: readonly string[], bob: readonly string[]) => {
  const model = aModel()
    .user("ada", { start: at("2025-01-01T00:00:00Z") })
    .user("bob");
  for (const text of refs) model.entitlement(text);
  for (const text of ada) model.grant("ada", text);
  for (const text of bob) model.grant("bob", text);
  return model;
};
const three = refs.slice(0, 3);

describe(rule, () => {
  it("notes the same set of three grants, at the first grant of who came later", () => {
    expect(verdicts(world(three, three.toReversed()), rule)).toEqual(["note access/grants/okta/a/ada.yaml"]);
  });

  it("allows one more, one less, or a smaller set", () => {
    expect(verdicts(world(three, refs), rule)).toEqual([]);
    expect(verdicts(world(three.slice(1), three.slice(1)), rule)).toEqual([]);
    const two = { parameters: new Map([["grants", 2]]) };
    expect(verdicts(world(three.slice(1), three.slice(1)).setting(rule, two), rule)).toHaveLength(1);
  });

  it("names each later user once, and does not count excepted entitlements or users", () => {
    const carol = world(three, three).user("carol", { start: at("2026-01-01T00:00:00Z") });
    for (const text of three) carol.grant("carol", text);
    expect(verdicts(carol, rule)).toHaveLength(2);
    const except = { users: null, entitlements: [ref("okta/a")], tags: [], roles: [] };
    expect(verdicts(world(three, three).setting(rule, { except }), rule)).toEqual([]);
    const nobody = { ...except, entitlements: [], users: selector({ department: "Engineering" }) };
    expect(verdicts(world(three, three).setting(rule, { except: nobody }), rule)).toEqual([]);
  });

  it("compares direct grants that still hold: no roles, nothing past", () => {
    const withRoles = world(three, []).role("r", ["okta/d"]);
    for (const user of ["ada", "bob"]) withRoles.grant(user, "role:r");
    expect(verdicts(withRoles, rule)).toEqual([]);
    const past = world(three, three.slice(1)).grant("bob", "okta/a", { expires: at("2026-11-21T09:00:00Z") });
    expect(verdicts(past, rule)).toEqual([]);
  });

  it("names the first three of many entitlements, in order, and all of a few", () => {
    const copied = (refs_: readonly string[]) => findingsOf(world(refs_, refs_), rule)[0]?.message;
    expect(copied(three.toReversed())).toMatch(
      /^ada is granted exactly the same 3 entitlements as bob \(okta\/a, okta\/b, okta\/c\)\. /,
    );
    expect(copied(refs)).toMatch(
      /^ada is granted exactly the same 4 entitlements as bob \(okta\/a, okta\/b, okta\/c, …\)\. /,
    );
  });

  it("takes who started first for the original, of two on one day the smaller id, and no date for the earliest", () => {
    const later = (ada: number | null, bob: number | null) => {
      const both = world(three, three).user("ada", { start: ada }).user("bob", { start: bob });
      return findingsOf(both, rule).map(({ user }) => user);
    };
    expect(later(1, 2)).toEqual(["bob"]);
    expect(later(2, 1)).toEqual(["ada"]);
    expect(later(1, 1)).toEqual(["bob"]);
    expect(later(5, null)).toEqual(["ada"]);
  });

  it("does not take two grants of one entitlement for two entitlements, nor names that run together for one", () => {
    const twice = world(three.slice(1), three.slice(1));
    for (const user of ["ada", "bob"]) twice.grant(user, "okta/b", { reason: "again" });
    expect(verdicts(twice, rule)).toEqual([]);
  });
});

it("renders the stored message", () => expectStored(rule, inWorld("bob", alike)));
