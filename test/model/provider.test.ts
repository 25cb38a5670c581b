import { describe, expect, it } from "vitest";
import { fillerOf, observedGroup } from "../../src/model/observation.ts";
import {
  accountTraits,
  declarableType,
  fillerOfType,
  groupNameKey,
  groupTraits,
  type GroupType,
  hasTitle,
  isAddressAttribute,
  isConnected,
  type Provider,
  providerTraits,
  titlesWhere,
} from "../../src/model/provider.ts";

const group = { id: "g", name: "Crew", profile: {}, settings: null };

describe("the traits of the providers", () => {
  it("have one type of group that entitlements declare, whose members Rolecall manages", () => {
    expect([declarableType("okta"), declarableType("google")]).toEqual(["OKTA_GROUP", "GOOGLE_GROUP"]);
    expect(fillerOfType(declarableType("okta"))).toBeNull();
  });

  it("have each type of group at one provider only, so that the type determines the traits", () => {
    const types = Object.values(providerTraits).flatMap(({ groups }) => Object.keys(groups?.types ?? {}));
    expect(types).toContain("OKTA_GROUP");
    expect(new Set(types).size).toBe(types.length);
  });

  it("have accounts and groups for every provider with an API, and for no other", () => {
    for (const provider of Object.keys(providerTraits) as Provider[]) {
      expect(accountTraits(provider) !== null).toBe(isConnected(provider));
      expect(groupTraits(provider) !== null).toBe(isConnected(provider));
    }
  });

  it("have a group target for every provider with groups, and the lowest role first", () => {
    for (const { targets, groups } of Object.values(providerTraits)) {
      expect(targets.includes("group")).toBe(groups !== null);
      if (groups !== null) expect(groups.roles[0]).toBe("member");
    }
  });

  it.each([
    ["okta", "DB Admins"],
    ["google", "db admins"],
    ["manual", "DB Admins"],
  ] as const)("make the key of a group name in %s: %s", (provider, key) => {
    expect(groupNameKey(provider, "DB Admins")).toBe(key);
  });

  it("name the providers that have a trait", () => {
    expect(titlesWhere(({ listsApps }) => listsApps)).toBe("Okta");
    expect(titlesWhere(() => true)).toMatch(/^Okta or Google/);
    expect(titlesWhere(() => false)).toBe("");
  });

  it("have the address attributes, and the groups with a title", () => {
    expect(["login", "primaryEmail", "department"].map(isAddressAttribute)).toEqual([true, true, false]);
    expect((["OKTA_GROUP", "GOOGLE_GROUP"] as const).map(hasTitle)).toEqual([false, true]);
  });
});

describe("an observed group", () => {
  it.each<[GroupType, boolean, string | null]>([
    ["OKTA_GROUP", false, null],
    ["OKTA_GROUP", true, "an active Okta group rule manages its members"],
    ["APP_GROUP", false, "an application import manages its members"],
    ["BUILT_IN", true, "Okta manages its members"],
    ["GOOGLE_GROUP", false, null],
  ])("of type %s, managed by a rule: %s, has the source: %s", (type, ruleFed, filler) => {
    expect(fillerOf({ type, ruleFed })).toBe(filler);
    expect(observedGroup({ ...group, type, ruleFed }).writable).toBe(filler === null);
  });

  it("can be declared by its type alone: a rule that manages it is a finding", () => {
    expect(fillerOfType("OKTA_GROUP")).toBeNull();
    expect(fillerOfType("APP_GROUP")).not.toBeNull();
  });
});
