import { describe, expect, it } from "vitest";
import type { Owner, RoleId } from "../../src/model/documents.ts";
import {
  ownerNames,
  ownersOfTarget,
  ownersOfUser,
  peopleAmong,
  serviceAccountsByOwner,
  soleOwnerOf,
} from "../../src/model/owner.ts";
import { aModel, person, ref, userId } from "../support/model.ts";

const team: Owner = { kind: "team", name: "@acme/dba" };

describe("owners", () => {
  it("have their names in policies and files", () => {
    expect(ownerNames([person("ada"), team])).toEqual(["ada", "@acme/dba"]);
    expect(peopleAmong([person("ada"), team])).toEqual(["ada"]);
  });

  it("have a sole owner only without a second owner and without a team", () => {
    expect(soleOwnerOf([person("ada"), person("ada")])).toBe("ada");
    expect(soleOwnerOf([person("ada"), person("bob")])).toBeUndefined();
    expect(soleOwnerOf([person("ada"), team])).toBeUndefined();
    expect(soleOwnerOf([team])).toBeUndefined();
    expect(soleOwnerOf([])).toBeUndefined();
  });

  it("are those of the role or entitlement for a grant's target, and none for an unknown target", () => {
    const model = aModel()
      .entitlement("okta/a", { owners: [person("ada")] })
      .role("a", [], { owners: [person("bob")] })
      .build();
    expect(ownersOfTarget({ kind: "entitlement", entitlement: ref("okta/a") }, model)).toEqual([person("ada")]);
    expect(ownersOfTarget({ kind: "role", role: "a" as RoleId }, model)).toEqual([person("bob")]);
    expect(ownersOfTarget({ kind: "role", role: "none" as RoleId }, model)).toEqual([]);
  });

  it("are the manager for a user's file, and the owners for a service account's file", () => {
    const model = aModel()
      .user("ada", { manager: userId("bob") })
      .user("bob", { manager: null })
      .user("bot", { kind: "service", owners: [userId("ada"), userId("bot")], manager: userId("bob") })
      .build();
    const of = (id: string) => peopleAmong(ownersOfUser(model.users.get(userId(id))!));
    expect(of("ada")).toEqual(["bob"]);
    expect(of("bob")).toEqual([]);
    expect(of("bot")).toEqual(["ada", "bot"]);
    expect([...serviceAccountsByOwner(model)].map(([id, owned]) => [id, owned.map((user) => user.id)])).toEqual([
      ["ada", ["bot"]],
    ]);
  });
});
