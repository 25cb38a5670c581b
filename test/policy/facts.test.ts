import { describe, expect, it } from "vitest";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { factsOf } from "../../src/policy/facts.ts";
import { declaredGroups, isLive } from "../../src/policy/observed-accounts.ts";
import { aModel, at, type ModelBuilder, now, ref, userId } from "../support/model.ts";
import { account, group, seen } from "./seen.ts";

const factsIn = (world: ModelBuilder) => {
  const model = world.build();
  return { model, facts: factsOf(resolveModel(model, now)) };
};

describe("the facts that rules share", () => {
  it("distinguishes grants of different targets, and counts nothing for eligible ones", () => {
    const { model, facts } = factsIn(
      aModel()
        .user("ada")
        .entitlement("okta/a")
        .entitlement("okta/b")
        .role("a", ["okta/b"])
        .role("b", ["okta/a", "okta/b"])
        .grant("ada", "okta/a")
        .grant("ada", "okta/b")
        .grant("ada", "role:a")
        .grant("ada", "role:b", { eligible: true }),
    );
    expect(model.grants.map((grant) => facts.givenBy(grant))).toEqual([["okta/a"], ["okta/b"], ["okta/b"], []]);
  });

  it("knows who holds what at the instant, and who ever does", () => {
    const { facts } = factsIn(
      aModel()
        .user("ada")
        .user("bob")
        .entitlement("okta/a")
        .entitlement("okta/b")
        .grant("ada", "okta/a")
        .grant("bob", "okta/a", { starts: at("2027-01-01T00:00:00Z") })
        .grant("bob", "okta/b")
        .grant("ada", "okta/c")
        .entitlement("okta/c"),
    );
    // One of several entitlements.
    expect(facts.holdsNow(userId("ada"), ref("okta/c"))).toBe(true);
    expect(facts.holdersOf(ref("okta/a"))).toEqual(["ada"]);
    expect(facts.assignmentsOf(ref("okta/a")).map(({ user }) => user)).toEqual(["ada", "bob"]);
    expect(facts.holdsNow(userId("ada"), ref("okta/a"))).toBe(true);
    expect(facts.holdsNow(userId("bob"), ref("okta/a"))).toBe(false);
    expect(facts.holdsNow(userId("ada"), ref("okta/b"))).toBe(false);
  });
});

describe("the owner of an observed account", () => {
  const { model, facts } = factsIn(aModel().user("ada").user("bob").adoption("okta", "bob", "acc-old"));

  it("follows the join attribute, and an adoption only where there is none", () => {
    const { ownerOf, accountsOf } = facts.accountsIn(seen("okta", { accounts: [account("ada")] }));
    expect(ownerOf(account("ada"))?.id).toBe("ada");
    expect(ownerOf(account("x", { id: "acc-old", join: null }))?.id).toBe("bob");
    expect(ownerOf(account("ada", { id: "acc-old" }))?.id).toBe("ada");
    expect(ownerOf(account("x", { id: "acc-old", join: "n-nobody" }))).toBeUndefined();
    // The address alone proves nothing: it may have been somebody else's.
    expect(ownerOf(account("ada", { join: null }))).toBeUndefined();
    expect(accountsOf(userId("ada"))).toHaveLength(1);
    expect(accountsOf(userId("bob"))).toEqual([]);
  });

  it("does not take an adoption in one system for one in another", () => {
    const { ownerOf } = facts.accountsIn(seen("google", { accounts: [] }));
    expect(ownerOf(account("x", { id: "acc-old", join: null }))).toBeUndefined();
  });

  it("is live until it is suspended, deactivated or deleted", () => {
    const states = ["active", "locked", "recovery", "password-expired", "staged", "provisioned"] as const;
    for (const state of states) expect(isLive(account("ada", { state })), state).toBe(true);
    for (const state of ["suspended", "deactivated", "deleted"] as const)
      expect(isLive(account("ada", { state })), state).toBe(false);
  });

  it("finds declared groups of that system alone, as the provider compares names", () => {
    expect(model.entitlements.size).toBe(0);
    const declared = aModel()
      .entitlement("okta/Team")
      .entitlement("google/team@acme.example")
      .entitlement("google/account")
      .build();
    const names = (observation: ReturnType<typeof seen>) =>
      [...declaredGroups(declared, observation).values()].flat().map(({ ref: name }) => name);
    expect(names(seen("okta", { groups: [group("Team"), group("team@acme.example"), group("account")] }))).toEqual([
      "okta/Team",
    ]);
    const google = [group("TEAM@acme.example", { type: "GOOGLE_GROUP" }), group("account", { type: "GOOGLE_GROUP" })];
    expect(names(seen("google", { groups: google }))).toEqual(["google/team@acme.example"]);
  });
});
