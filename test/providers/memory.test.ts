import { describe, expect, it } from "vitest";
import type { ObservedAccount, ObservedGroup } from "../../src/model/observation.ts";
import type { ProviderWrite, WriteResult } from "../../src/ports/access.ts";
import { createMemoryProvider, type MemoryProviderOptions } from "../../src/providers/memory/memory-provider.ts";
import { now } from "../support/model.ts";

const clock = { now: () => now, sleep: async () => {} };

const ada: ObservedAccount = {
  id: "00uADA",
  address: "ada@acme.example",
  join: "10042",
  state: "active",
  profile: { department: "Engineering", badge: "blue" },
  lastSignIn: null,
};
const admins: ObservedGroup = {
  id: "00gADMINS",
  name: "Admins",
  type: "OKTA_GROUP",
  profile: {},
  settings: null,
  ruleFed: false,
  writable: true,
};
const crew: ObservedGroup = { ...admins, id: "01CREW", name: "crew@acme.example", type: "GOOGLE_GROUP" };

const okta = (seed: Partial<MemoryProviderOptions> = {}) =>
  createMemoryProvider({ system: "okta", provider: "okta", clock, accounts: [ada], groups: [admins], ...seed });
const google = (seed: Partial<MemoryProviderOptions> = {}) =>
  createMemoryProvider({ system: "google", provider: "google", clock, accounts: [ada], groups: [crew], ...seed });

const outcome = (result: WriteResult): string => (result.kind === "failed" ? result.failure.kind : result.kind);

/** Returns the outcome of each write. */
async function outcomesOf(
  provider: ReturnType<typeof okta>,
  ...writes: readonly ProviderWrite[]
): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const write of writes) answers.push(outcome(await provider.writer.perform(write)));
  return answers;
}

const created = {
  action: "account.create",
  address: "Bob@acme.example",
  join: "10043",
  profile: { title: "Clerk" },
  orgUnit: null,
  state: "staged",
} as const;

describe("accounts in memory", () => {
  it("creates once, reports already-so for a repetition and a conflict for a different user with the address", async () => {
    const provider = okta();
    expect(await outcomesOf(provider, created, created, { ...created, join: "77" })).toEqual([
      "written",
      "already-so",
      "conflict",
    ]);
    expect(provider.state.accounts.map(({ id, address, state }) => ({ id, address, state }))).toEqual([
      { id: "00uADA", address: "ada@acme.example", state: "active" },
      { id: "00u000001", address: "Bob@acme.example", state: "staged" },
    ]);
  });

  it("suspends a Google account before its start date, in its organizational unit", async () => {
    const provider = google();
    await outcomesOf(provider, { ...created, orgUnit: "/Staff" });
    expect(provider.state.accountAt("bob@acme.example")).toMatchObject({
      state: "suspended",
      profile: { title: "Clerk", orgUnitPath: "/Staff" },
    });
    const [, bob] = provider.state.accounts;
    expect(await outcomesOf(provider, { action: "account.activate", account: bob!.id })).toEqual(["written"]);
    expect(provider.state.account(bob!.id)?.state).toBe("active");
  });

  it("follows Okta's lifecycle and rejects what Okta rejects", async () => {
    const provider = okta();
    const move = (action: "activate" | "suspend" | "unsuspend" | "deactivate") =>
      ({ action: `account.${action}`, account: "00uADA" }) as const;
    expect(
      await outcomesOf(
        provider,
        move("unsuspend"), // already active
        move("suspend"),
        move("suspend"),
        move("activate"), // a suspended account is unsuspended, not activated
        move("unsuspend"),
        move("deactivate"),
        move("suspend"),
        move("activate"),
      ),
    ).toEqual(["already-so", "written", "already-so", "conflict", "written", "written", "conflict", "written"]);
  });

  it("has no deactivated accounts on Google", async () => {
    const provider = google();
    expect(await outcomesOf(provider, { action: "account.deactivate", account: "00uADA" })).toEqual(["rejected"]);
    expect(provider.state.account("00uADA")?.state).toBe("active");
  });

  it("updates only given attributes, clears with null, and rejects a duplicate address", async () => {
    const provider = okta({ accounts: [ada, { ...ada, id: "00uEVE", address: "eve@acme.example", join: "9" }] });
    const update = (set: Record<string, unknown>) => ({ action: "account.update", account: "00uADA", set }) as const;
    expect(
      await outcomesOf(
        provider,
        update({ department: "Sales" }),
        update({ department: "Sales" }),
        update({ badge: null }),
        update({ login: "EVE@acme.example" }),
        update({ login: "ada.l@acme.example" }),
      ),
    ).toEqual(["written", "already-so", "written", "conflict", "written"]);
    expect(provider.state.account("00uADA")).toMatchObject({ address: "ada.l@acme.example" });
    expect(provider.state.account("00uADA")?.profile).toEqual({ department: "Sales" });
  });

  it("adopts an account, and reports a missing account", async () => {
    const provider = okta({ accounts: [{ ...ada, join: null }] });
    const adopt = (account: string) => ({ action: "account.adopt", account, join: "10042" }) as const;
    expect(await outcomesOf(provider, adopt("00uADA"), adopt("00uADA"), adopt("00uGONE"))).toEqual([
      "written",
      "already-so",
      "not-found",
    ]);
  });
});

describe("groups and memberships in memory", () => {
  it("keeps the id through a rename and frees the old name", async () => {
    const provider = okta();
    expect(
      await outcomesOf(
        provider,
        { action: "group.update", group: "00gADMINS", set: { name: "Root" } },
        { action: "group.create", name: "Admins", profile: {} },
        { action: "group.update", group: "00gADMINS", set: { name: "Admins" } },
      ),
    ).toEqual(["written", "written", "conflict"]);
    expect(provider.state.groups.map(({ id, name }) => `${id} ${name}`)).toEqual([
      "00gADMINS Root",
      "00g000001 Admins",
    ]);
  });

  it("distinguishes title and address of a Google group", async () => {
    const provider = google();
    await outcomesOf(
      provider,
      { action: "group.update", group: "01CREW", set: { name: "The crew" } },
      { action: "group.update", group: "01CREW", set: { name: "Team@acme.example" } },
    );
    expect(provider.state.group("01CREW")).toMatchObject({ name: "team@acme.example", profile: { name: "The crew" } });
  });

  it("keeps one membership after two additions and none after two removals", async () => {
    const provider = okta();
    const add = { action: "membership.add", group: "00gADMINS", member: "00uADA", role: "member" } as const;
    const remove = { action: "membership.remove", group: "00gADMINS", member: "00uADA" } as const;
    expect(await outcomesOf(provider, add, add)).toEqual(["written", "already-so"]);
    expect(provider.state.memberships).toEqual([
      { group: "00gADMINS", account: "00uADA", address: null, role: "member" },
    ]);
    expect(await outcomesOf(provider, remove, remove)).toEqual(["written", "already-so"]);
    expect(provider.state.memberships).toEqual([]);
    expect(provider.state.effects.map(({ action }) => action)).toEqual(["membership.add", "membership.remove"]);
  });

  it("accepts external members by address on Google, each person once", async () => {
    const provider = google();
    const add = (member: string, role: "member" | "owner" = "member") =>
      ({ action: "membership.add", group: "01CREW", member, role }) as const;
    expect(
      await outcomesOf(
        provider,
        add("Pat@partner.example"),
        add("ada@acme.example"),
        add("00uADA"),
        add("00uADA", "owner"),
        { ...add("00uADA", "owner"), action: "membership.update" },
        { ...add("nobody@acme.example"), action: "membership.update" },
      ),
    ).toEqual(["written", "written", "already-so", "conflict", "written", "not-found"]);
    expect(provider.state.memberships).toEqual([
      { group: "01CREW", account: null, address: "pat@partner.example", role: "member" },
      { group: "01CREW", account: "00uADA", address: null, role: "owner" },
    ]);
  });

  it("keeps a member by address after the member gets an account", async () => {
    const provider = google();
    const bob = { ...created, address: "bob@acme.example", state: "active" } as const;
    const member = { group: "01CREW", member: "bob@acme.example" };
    await outcomesOf(provider, { action: "membership.add", ...member, role: "member" }, bob);
    const id = provider.state.accountAt("bob@acme.example")!.id;
    expect((await provider.reader.membership("01CREW", id)).kind).toBe("found");
    expect(
      await outcomesOf(
        provider,
        { action: "membership.update", group: "01CREW", member: id, role: "owner" },
        { action: "membership.remove", ...member },
      ),
    ).toEqual(["written", "written"]);
    expect(provider.state.memberships).toEqual([]);
  });

  it("rejects what Okta rejects: roles, unknown accounts, deactivated accounts, imported groups", async () => {
    const provider = okta({
      accounts: [ada, { ...ada, id: "00uOLD", address: "old@acme.example", join: "1", state: "deactivated" }],
      groups: [admins, { ...admins, id: "00gAPP", name: "Imported", type: "APP_GROUP" }],
    });
    const add = { action: "membership.add", group: "00gADMINS", member: "00uADA", role: "member" } as const;
    expect(
      await outcomesOf(
        provider,
        { ...add, role: "owner" },
        { ...add, member: "pat@partner.example" },
        { ...add, member: "00uOLD" },
        { ...add, group: "00gAPP" },
        { ...add, group: "00gGONE" },
      ),
    ).toEqual(["rejected", "not-found", "rejected", "denied", "not-found"]);
    expect(provider.state.effects).toEqual([]);
  });
});

describe("reading memory", () => {
  it("observes managed attributes, all groups, and the members of declared groups only", async () => {
    const other = { ...admins, id: "00gOTHER", name: "Other" };
    const provider = okta({
      groups: [admins, other],
      memberships: [
        { group: "00gADMINS", account: "00uADA", address: null, role: "member" },
        { group: "00gOTHER", account: "00uADA", address: null, role: "member" },
      ],
    });
    const scope = { join: "employeeNumber", attributes: ["login", "department", "employeeNumber"], groups: ["Admins"] };
    expect(await provider.reader.observe(scope)).toEqual({
      kind: "complete",
      at: now,
      observed: {
        system: "okta",
        provider: "okta",
        tenant: "okta.example",
        accounts: [
          {
            ...ada,
            profile: { login: "ada@acme.example", department: "Engineering", employeeNumber: "10042" },
          },
        ],
        groups: [admins, other],
        memberships: [{ group: "00gADMINS", account: "00uADA", address: null, role: "member" }],
        membershipsRead: ["00gADMINS"],
      },
    });
  });

  it("reads by id, address and name, and reports absent objects", async () => {
    const { reader } = okta();
    expect((await reader.accountById("00uADA")).kind).toBe("found");
    expect((await reader.accountByAddress("ADA@acme.example")).kind).toBe("found");
    expect((await reader.accountById("00uNO")).kind).toBe("absent");
    expect((await reader.groupByName("Admins")).kind).toBe("found");
    expect((await reader.groupByName("admins")).kind).toBe("absent");
    expect((await reader.membership("00gADMINS", "00uADA")).kind).toBe("absent");
  });
});
