import { describe, expect, it } from "vitest";
import { dueNow } from "../../../src/plan/containment/due.ts";
import { noHistory } from "../../../src/plan/containment/history.ts";
import { keptOut } from "../../../src/plan/containment/kept-out.ts";
import { anAccount } from "../../support/containment.ts";
import { aModel, now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";

const hour = 60 * 60 * 1000;
const day = 24 * hour;

function leavers(count: number) {
  const world = aModel().system("okta");
  for (let number = 0; number < count; number += 1) world.user(`u${number}`, { status: "terminated" });
  return keptOut({ head: sideOf(world.build()), base: null, at: now, since: null });
}
const proven = (provenAt: (user: string) => number | null, accounts: readonly string[] = []) => ({
  accountsOf: () => accounts,
  provenAt: (_: string, user: string) => provenAt(user),
});
const ids = (users: ReturnType<typeof leavers>): readonly string[] => users.map(({ user }) => user.id);

describe("the users who are due", () => {
  it("are all users without a history", () => {
    expect(dueNow(leavers(3), { at: now, history: noHistory })).toHaveLength(3);
  });

  it("are looked up from the latest leaver to the earliest one", () => {
    const world = aModel()
      .system("okta")
      .user("gone", { end: now - 900 * day })
      .user("now", { status: "terminated" });
    world.user("yesterday", { end: now - day });
    const users = keptOut({ head: sideOf(world.build()), base: null, at: now, since: null });
    expect(ids(dueNow(users, { at: now, history: noHistory }))).toEqual(["now", "yesterday", "gone"]);
  });

  it("are due again when the proof is a day old, and not before", () => {
    const at = (age: number) => dueNow(leavers(1), { at: now, history: proven(() => now - age) }).length;
    expect([at(0), at(day - 1), at(day)]).toEqual([0, 0, 1]);
  });

  it("are due while the proof is from the future", () => {
    expect(dueNow(leavers(1), { at: now, history: proven(() => now + 1) })).toHaveLength(1);
  });

  it("are spread over the runs of a day, the oldest proof first, and unproven users are never put off", () => {
    const history = proven((user) => (user === "u7" ? null : now - day - Number(user.slice(1)) * hour));
    const due = ids(dueNow(leavers(100), { at: now, history }));
    expect(due).toHaveLength(26);
    expect(due.slice(0, 3)).toEqual(["u7", "u99", "u98"]);
  });

  it("cost at most one look-up a day", () => {
    const users = leavers(1200);
    const last = new Map(users.map(({ user }) => [user.id as string, now - day]));
    const looked = new Map<string, number>();
    for (let run = 0; run < 24; run += 1) {
      const at = now + run * hour;
      for (const { user } of dueNow(users, { at, history: proven((id) => last.get(id) ?? null) })) {
        looked.set(user.id, (looked.get(user.id) ?? 0) + 1);
        last.set(user.id, at);
      }
    }
    expect([looked.size, Math.max(...looked.values())]).toEqual([1200, 1]);
  });

  it("are due at once where a list shows an open account with their number or a recorded id", () => {
    const listed = (...accounts: ReturnType<typeof anAccount>[]) => new Map([["okta", accounts]]);
    const due = (accounts: ReturnType<typeof listed>) =>
      dueNow(leavers(1), { at: now, history: proven(() => now, ["a-known"]), listed: accounts }).length;
    expect(due(listed(anAccount("u0")))).toBe(1);
    expect(due(listed(anAccount("u0", { state: "suspended" })))).toBe(0);
    expect(due(listed(anAccount("known", { join: "n-changed" })))).toBe(1);
    expect(due(listed(anAccount("other")))).toBe(0);
    const world = aModel()
      .system("okta")
      .user("u0", { status: "terminated", previousNumbers: ["n-earlier"] });
    const renumbered = keptOut({ head: sideOf(world.build()), base: null, at: now, since: null });
    const earlier = listed(anAccount("other", { join: "n-earlier" }));
    expect(due(earlier)).toBe(0);
    expect(dueNow(renumbered, { at: now, history: proven(() => now), listed: earlier })).toHaveLength(1);
  });
});
