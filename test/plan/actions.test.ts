import { describe, expect, it } from "vitest";
import type { GroupRole } from "../../src/model/documents.ts";
import { actions, effectOf, needsOf, rolesOf } from "../../src/plan/actions.ts";
import { anOperation, everyAction } from "../support/operation.ts";

type Fields = Readonly<Record<string, string | null>>;

const changesRole = (before: GroupRole, after: GroupRole) =>
  anOperation("membership.update", { before: { role: before }, after: { role: after } });

describe("the effect of an operation", () => {
  it("follows the direction where a role changes", () => {
    expect(effectOf(changesRole("member", "owner"))).toBe("gives");
    expect(effectOf(changesRole("manager", "member"))).toBe("takes");
    expect(effectOf(changesRole("owner", "owner"))).toBe("neutral");
  });

  it("follows the direction where settings change: one looser setting decides", () => {
    const effectOfChange = (before: Fields, after: Fields) =>
      effectOf(anOperation("group.configure", { before, after }));
    const [closed, open] = [{ whoCanJoin: "INVITED_CAN_JOIN" }, { whoCanJoin: "ANYONE_CAN_JOIN" }];
    const [internal, external] = [{ allowExternalMembers: "false" }, { allowExternalMembers: "true" }];
    expect(effectOfChange(closed, open)).toBe("gives");
    expect(effectOfChange(open, closed)).toBe("takes");
    expect(effectOfChange({ ...open, ...external }, { ...closed, ...internal })).toBe("takes");
    expect(effectOfChange({ ...open, ...internal }, { ...closed, ...external })).toBe("gives");
    expect(effectOfChange({ whoCanJoin: "A_NEW_VALUE" }, closed)).toBe("gives");
    expect(effectOfChange({ whoCanJoin: null }, closed)).toBe("gives");
    const fresh = { resource: { kind: "group", id: null, name: "crew" }, before: {}, after: open };
    expect(effectOf(anOperation("group.configure", fresh))).toBe("neutral");
  });

  it("comes from the table for every other action", () => {
    const byDirection: readonly string[] = ["by-role", "by-setting"];
    for (const action of everyAction.filter((one) => !byDirection.includes(actions[one].effect)))
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
