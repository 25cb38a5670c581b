import { describe, expect, it } from "vitest";
import type { WriteAction } from "../../../src/ports/connection.ts";
import { googleWriteRights } from "../../../src/providers/google/index.ts";
import { googleFailure } from "../../../src/providers/google/failure.ts";

const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;

/** Returns the rights for writes with these actions, of a credential whose tokens have these scopes, or with an error. */
async function rightsFor(actions: readonly WriteAction[], answer: readonly string[] | Error) {
  const asked: (string | undefined)[] = [];
  const rights = await googleWriteRights(
    {
      tokenInfo: async (wanted) => {
        asked.push(wanted);
        if (answer instanceof Error) throw answer;
        return { email: null, clientId: null, scopes: answer };
      },
      failureOf: googleFailure,
    },
    new Set(actions),
  );
  return { asked, states: rights.map(({ id, state }) => [id, state]), reasons: rights.map(({ reason }) => reason) };
}

const answered = (status: number, error: string): Error =>
  Object.assign(new Error(error), { response: { status, data: { error } } });

describe("the rights of Google's credential to write", () => {
  it("are those of the writes of the plan, each once", async () => {
    const { states } = await rightsFor(["account.create", "account.suspend", "group.create"], []);
    expect(states).toEqual([
      ["users.write", "missing"],
      ["groups.write", "missing"],
    ]);
  });

  it("to change members are included in the scope for groups", async () => {
    expect((await rightsFor(["membership.add"], [scope("admin.directory.group")])).states).toEqual([
      ["members.write", "unknown"],
    ]);
    expect((await rightsFor(["membership.add"], [scope("admin.directory.group.readonly")])).states).toEqual([
      ["members.write", "missing"],
    ]);
  });

  it("to change settings are asked of the token for settings", async () => {
    const { asked } = await rightsFor(["group.configure"], []);
    expect(asked).toEqual([scope("apps.groups.settings")]);
  });

  it("are missing where the delegation does not include the scopes for writing, and unknown where Google fails", async () => {
    const refused = await rightsFor(["group.create"], answered(401, "unauthorized_client"));
    expect(refused.states).toEqual([["groups.write", "missing"]]);
    expect(refused.reasons[0]).toContain("unauthorized_client");
    expect((await rightsFor(["group.create"], answered(503, "backendError"))).states).toEqual([
      ["groups.write", "unknown"],
    ]);
  });
});
