import { describe, expect, it } from "vitest";
import { userByAccount, userByAddress } from "../../src/model/find-user.ts";
import { aModel } from "../support/model.ts";

describe("userByAddress", () => {
  const model = aModel()
    .user("ada", { email: "Ada@acme.example", aliases: ["a.lovelace@acme.example"] })
    .user("bob", { email: "bob@acme.example", aliases: [] })
    .build();
  const found = (address: string): string | undefined => userByAddress(address, model)?.id;

  it("finds a user by the main address and by an alias, ignoring letter case", () => {
    expect([found("ADA@acme.example"), found("A.Lovelace@acme.example"), found("bob@acme.example")]).toEqual([
      "ada",
      "ada",
      "bob",
    ]);
  });

  it("does not find an unknown address", () => {
    expect(found("eve@acme.example")).toBeUndefined();
  });
});

describe("userByAccount", () => {
  const model = aModel()
    .user("ada", { github: { login: "ada", id: 11 } })
    .user("bob", { github: { login: "bob", id: 12 } })
    .user("twin", { github: { login: "twin", id: 12 } })
    .user("new", { github: { login: "new", id: null } })
    .user("none", { github: null })
    .build();

  it("finds the user with the pinned id", () => {
    expect(userByAccount(11, model)?.id).toBe("ada");
  });

  it("finds no user for an unknown id, and none for an id that two users have", () => {
    expect([userByAccount(99, model), userByAccount(12, model)]).toEqual([undefined, undefined]);
  });
});
