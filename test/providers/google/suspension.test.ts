import { describe, expect, it } from "vitest";
import { observedAccount } from "../../../src/providers/google/accounts.ts";

const scope = { join: "primaryEmail", attributes: [] };
const user = (changes: object) => observedAccount({ id: "1", primaryEmail: "ada@acme.example", ...changes }, scope);

describe("a suspended Google account", () => {
  it("carries the reason for which Google itself suspended it", () => {
    expect(user({ suspended: true, suspensionReason: "ABUSE" })).toMatchObject({
      state: "suspended",
      suspendedFor: "ABUSE",
    });
  });

  it.each([
    ["an administrator suspended it", { suspended: true, suspensionReason: "ADMIN" }],
    ["Google reports no reason", { suspended: true }],
    ["it is not suspended any more", { suspended: false, suspensionReason: "ABUSE" }],
  ])("carries no reason where %s", (_what, changes) => {
    expect(user(changes)).not.toHaveProperty("suspendedFor");
  });
});
