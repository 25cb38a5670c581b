import { describe, expect, it } from "vitest";
import { fillerOf, observedGroup } from "../../src/model/observation.ts";
import {
  accountTraits,
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
  it("give each type of group to one provider, so that a type alone leads to its traits", () => {
    const types = Object.values(providerTraits).flatMap(({ groups }) => Object.keys(groups?.types ?? {}));
    expect(types).toContain("OKTA_GROUP");
    expect(new Set(types).size).toBe(types.length);
  });

  it("give accounts and groups to every provider with an API, and to no other", () => {
    for (const provider of Object.keys(providerTraits) as Provider[]) {
      expect(accountTraits(provider) !== null).toBe(isConnected(provider));
      expect(groupTraits(provider) !== null).toBe(isConnected(provider));
    }
  });

  it("know a group target wherever there are groups, and the lowest role of a group first", () => {
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

  it("know the attributes that carry an address, and the groups that have a title", () => {
    expect(["login", "primaryEmail", "email", "department"].map(isAddressAttribute)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect((["OKTA_GROUP", "GOOGLE_GROUP"] as const).map(hasTitle)).toEqual([false, true]);
  });
});

describe("an observed group", () => {
  it.each<[GroupType, boolean, string | null]>([
    ["OKTA_GROUP", false, null],
    ["OKTA_GROUP", true, "an active Okta rule fills it"],
    ["APP_GROUP", false, "an application's import fills it"],
    ["BUILT_IN", true, "Okta itself fills it"],
    ["GOOGLE_GROUP", false, null],
  ])("of type %s, filled by a rule: %s, is filled by: %s", (type, ruleFed, filler) => {
    expect(fillerOf({ type, ruleFed })).toBe(filler);
    expect(observedGroup({ ...group, type, ruleFed }).writable).toBe(filler === null);
  });

  it("can be declared by its type alone: a rule that fills it is a finding", () => {
    expect(fillerOfType("OKTA_GROUP")).toBeNull();
    expect(fillerOfType("APP_GROUP")).not.toBeNull();
  });
});
