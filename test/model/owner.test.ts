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
  it("have the names that policies and files write", () => {
    expect(ownerNames([person("ada"), team])).toEqual(["ada", "@acme/dba"]);
    expect(peopleAmong([person("ada"), team])).toEqual(["ada"]);
  });

  it("come down to one person only where no second owner and no team is named", () => {
    expect(soleOwnerOf([person("ada"), person("ada")])).toBe("ada");
    expect(soleOwnerOf([person("ada"), person("bob")])).toBeUndefined();
    expect(soleOwnerOf([person("ada"), team])).toBeUndefined();
    expect(soleOwnerOf([team])).toBeUndefined();
    expect(soleOwnerOf([])).toBeUndefined();
  });

  it("of a grant's target are those of the role or the entitlement, and none where it is unknown", () => {
    const model = aModel()
      .entitlement("okta/a", { owners: [person("ada")] })
      .role("a", [], { owners: [person("bob")] })
      .build();
    expect(ownersOfTarget({ kind: "entitlement", entitlement: ref("okta/a") }, model)).toEqual([person("ada")]);
    expect(ownersOfTarget({ kind: "role", role: "a" as RoleId }, model)).toEqual([person("bob")]);
    expect(ownersOfTarget({ kind: "role", role: "none" as RoleId }, model)).toEqual([]);
  });

  it("of a user's file are the manager, and of a service account's file its owners", () => {
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
