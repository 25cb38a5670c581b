import { describe, expect, it } from "vitest";
import type { GroupRole } from "../../src/model/documents.ts";
import { actions, effectOf, needsOf, rolesOf } from "../../src/plan/actions.ts";
import { anOperation, everyAction } from "../support/operation.ts";

const changesRole = (before: GroupRole, after: GroupRole) =>
  anOperation("membership.update", { before: { role: before }, after: { role: after } });

describe("the effect of an operation", () => {
  it("follows the direction where a role changes", () => {
    expect(effectOf(changesRole("member", "owner"))).toBe("gives");
    expect(effectOf(changesRole("manager", "member"))).toBe("takes");
    expect(effectOf(changesRole("owner", "owner"))).toBe("neutral");
  });

  it("comes from the table for every other action", () => {
    for (const action of everyAction.filter((one) => actions[one].effect !== "by-role"))
      expect(effectOf(anOperation(action)), action).toBe(actions[action].effect);
  });

  it("agrees with the sign: minus for taking, exclamation mark for containing", () => {
    for (const action of everyAction) {
      const { sign, effect } = actions[action];
      expect(sign === "-", action).toBe(effect === "takes");
      if (effect === "contains") expect(sign, action).toBe("!");
    }
  });
});

describe("what an operation needs", () => {
  it("is provided by an action", () => {
    const provided = new Set(everyAction.flatMap((action) => actions[action].provides));
    for (const action of everyAction)
      for (const need of actions[action].needs) expect(provided.has(need), `${action} ${need}`).toBe(true);
  });

  it("is nothing where it takes access away", () => {
    expect(needsOf(changesRole("member", "owner"))).toEqual(["account"]);
    expect(needsOf(changesRole("owner", "member"))).toEqual([]);
    expect(needsOf(anOperation("membership.remove"))).toEqual([]);
  });
});

describe("the roles of an operation", () => {
  it("are null for an operation without a membership", () => {
    expect(rolesOf(anOperation("account.suspend"))).toEqual({ before: null, after: null });
    expect(rolesOf(anOperation("membership.add"))).toEqual({ before: null, after: "member" });
    expect(rolesOf(anOperation("membership.remove"))).toEqual({ before: "member", after: null });
  });
});
