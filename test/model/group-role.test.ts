import { expect, it } from "vitest";
import { compareRoles } from "../../src/model/group-role.ts";
import { userText } from "../../src/model/user-text.ts";
import { userId } from "../support/model.ts";

it("orders the roles in a group: member, manager, owner", () => {
  expect((["owner", "member", "manager"] as const).toSorted(compareRoles)).toEqual(["member", "manager", "owner"]);
  expect(compareRoles("manager", "manager")).toBe(0);
});

it("names a user by the display name with the id", () => {
  const name = { display: "Ada Lovelace", given: "Ada", family: "Lovelace" };
  expect(userText({ id: userId("ada-lovelace"), name })).toBe("Ada Lovelace (ada-lovelace)");
});
