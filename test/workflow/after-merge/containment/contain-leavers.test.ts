import { describe, expect, it } from "vitest";
import { openStates } from "../../../../src/model/account-state.ts";
import type { AccessModel, Override, SystemId, User } from "../../../../src/model/documents.ts";
import type { AlreadyRemoved } from "../../../../src/plan/guards/already-removed.ts";
import type { Connection } from "../../../../src/ports/connection.ts";
import type { JournalRecord } from "../../../../src/ports/journal.ts";
import { isEveryoneContained } from "../../../../src/apply/containment-result.ts";
import { aLane, aMemoryJournal, anAccount } from "../../../support/containment.ts";
import { sideOf } from "../../../support/planned.ts";
import { aModel, at, now, userId } from "../../../support/model.ts";

const day = 24 * 60 * 60 * 1000;

/** A company with one leaver, one user on leave and one active user, in both systems. */
const company = () =>
  aModel()
    .system("okta")
    .system("google")
    .user("ada", { status: "terminated" })
    .user("bob", { status: "on-leave" })
    .user("eve");

const withoutBob = (model: AccessModel): AccessModel => ({
  ...model,
  users: new Map([...model.users].filter(([id]) => id !== "bob")),
});

const live = () => [anAccount("ada"), anAccount("bob"), anAccount("eve")];
const named = (users: readonly { readonly user: string; readonly system: string }[]): readonly string[] =>
  users.map(({ user, system }) => `${user} ${system}`).sort();

describe("the containment lane", () => {
  it("contains leavers and users on leave in both systems, and records the proof", async () => {
    const lane = aLane(company().build(), { okta: live(), google: live() });
    const result = await lane.run();
    expect(named(result.contained)).toEqual(["ada google", "ada okta", "bob google", "bob okta"]);
    expect(isEveryoneContained(result)).toBe(true);
    for (const { state } of Object.values(lane.providers))
      expect(state.accounts.map(({ state: one }) => one)).toEqual(["suspended", "suspended", "active"]);
    expect(lane.journal.records.filter(({ kind }) => kind === "contained")).toContainEqual({
      kind: "contained",
      at: "2026-11-21T09:00:00Z",
      run: "lane-1",
      system: "okta",
      user: "ada",
      accounts: [{ id: "a-ada", state: "suspended" }],
    });
  });

  it("contains a user whose end has passed", async () => {
    const model = aModel()
      .system("okta")
      .user("ada", { end: at("2026-11-20T23:00:00Z") });
    const lane = aLane(model.build(), { okta: [anAccount("ada")] });
    expect(named((await lane.run({ at: at("2026-11-20T22:59:59Z") })).contained)).toEqual([]);
    expect(named((await lane.run()).contained)).toEqual(["ada okta"]);
  });

  it("sends nothing for a proven user until the proof is a day old", async () => {
    const lane = aLane(company().build(), { okta: live(), google: live() });
    await lane.run();
    const written = lane.journal.records.length;
    expect(await lane.run({ at: now + day - 1 })).toMatchObject({ alreadyContained: [], notDue: 4 });
    expect(lane.journal.records).toHaveLength(written);
    expect(named((await lane.run({ at: now + day })).alreadyContained)).toHaveLength(4);
  });

  it("looks up a proven user whom a list shows able to sign in", async () => {
    const lane = aLane(company().build(), { okta: live(), google: live() });
    await lane.run();
    const { state } = lane.providers["okta"] ?? {};
    state?.putAccount(anAccount("ada"));
    expect(named((await lane.run()).contained)).toEqual([]);
    const result = await lane.run({ listed: new Map([["okta", state?.accounts ?? []]]) });
    expect(named(result.contained)).toEqual(["ada okta"]);
  });

  it("finds an account by the id that a record names, although number and address were changed", async () => {
    const intent: JournalRecord = {
      kind: "intent",
      at: "2026-11-01T00:00:00Z",
      run: "earlier",
      operation: "okta:account.update:ada",
      write: { action: "account.update", account: "a-ada", set: {} },
    };
    const changed = anAccount("ada", { join: "x-1", address: "night@acme.example" });
    const model = aModel().system("okta").user("ada", { status: "terminated" }).user("eve").build();
    expect(await aLane(model, { okta: [changed] }).run()).toMatchObject({
      contained: [],
      alreadyContained: [{ user: "ada", accounts: [] }],
    });
    const lane = aLane(model, { okta: [changed] });
    expect(named((await lane.run({ believed: [intent] })).contained)).toEqual(["ada okta"]);
    expect(lane.providers["okta"]?.state.account("a-ada")?.state).toBe("suspended");
  });

  it("reports an account with the number of another current user as in doubt, and leaves it", async () => {
    const intent: JournalRecord = {
      kind: "intent",
      at: "2026-11-01T00:00:00Z",
      run: "earlier",
      operation: "okta:membership.add:g:ada",
      system: "okta",
      user: "ada",
      write: { action: "membership.add", group: "g-1", member: "a-ada" },
    };
    const changed = anAccount("ada", { join: "n-eve", address: "night@acme.example" });
    const model = aModel().system("okta").user("ada", { status: "terminated" }).user("eve").build();
    const lane = aLane(model, { okta: [changed] });
    const result = await lane.run({ believed: [intent] });
    expect(named(result.inDoubt)).toEqual(["ada okta"]);
    expect(result.guards).toMatchObject([{ code: "provider/renumbered-account", subject: { id: "ada" } }]);
    expect(lane.providers["okta"]?.state.account("a-ada")?.state).toBe("active");
    expect(lane.journal.records).toEqual([]);
  });

  it("contains every account with the leaver's number", async () => {
    const model = aModel().system("okta").user("ada", { status: "terminated" }).build();
    const second = anAccount("ada2", { join: "n-ada" });
    const lane = aLane(model, { okta: [anAccount("ada"), second] });
    const { contained } = await lane.run();
    expect(contained).toMatchObject([{ accounts: [{ id: "a-ada" }, { id: "a-ada2" }] }]);
    expect(lane.providers["okta"]?.state.accounts.map(({ state }) => state)).toEqual(["suspended", "suspended"]);
  });

  it("contains what is certain of a user whose other account is in doubt", async () => {
    const model = aModel()
      .system("okta")
      .user("ada", { status: "terminated", aliases: ["a@acme.example"] });
    const doubtful = anAccount("a", { join: null });
    const lane = aLane(model.build(), { okta: [anAccount("ada"), doubtful] });
    const result = await lane.run();
    expect([named(result.inDoubt), named(result.contained)]).toEqual([["ada okta"], []]);
    expect(lane.providers["okta"]?.state.accounts.map(({ state }) => state)).toEqual(["suspended", "active"]);
  });

  it("goes on in the other system while one is down or has no connection", async () => {
    for (const connect of [
      () => null,
      (_: string, one: Connection) => ({
        ...one,
        writer: () => Promise.reject(new Error("no credential")),
      }),
    ]) {
      const lane = aLane(
        company().build(),
        { okta: live(), google: live() },
        { connect: (system, one) => (system === "okta" ? connect(system, one) : one) },
      );
      const result = await lane.run();
      expect(named(result.contained)).toEqual(["ada google", "bob google"]);
      expect(named(result.failed)).toEqual(["ada okta", "bob okta"]);
      expect(isEveryoneContained(result)).toBe(false);
    }
  });

  it("leaves protected users and systems in observe mode alone", async () => {
    const protect = company().build();
    const model = { ...protect, organization: { ...protect.organization, protected: [userId("ada")] } };
    const lane = aLane(model, { okta: live(), google: live() });
    const result = await lane.run();
    expect([named(result.inDoubt), named(result.contained)]).toEqual([
      ["ada google", "ada okta"],
      ["bob google", "bob okta"],
    ]);
    expect(result.guards.map(({ code }) => code)).toEqual(["guard/protected", "guard/protected"]);
    const watched = aLane(company().system("okta", { mode: "observe" }).build(), { okta: live(), google: live() });
    expect(named((await watched.run()).contained)).toEqual(["ada google", "bob google"]);
  });

  it("is held by the account guard of the system, and by no other system's", async () => {
    const guards = { ...company().build().organization.guards, accounts: { count: 0 }, scheduled: { count: 0 } };
    const lane = aLane(company().system("okta", { guards }).build(), { okta: live(), google: live() });
    const result = await lane.run();
    expect([named(result.held), named(result.contained)]).toEqual([
      ["ada okta", "bob okta"],
      ["ada google", "bob google"],
    ]);
    expect(lane.providers["okta"]?.state.effects).toEqual([]);
  });

  it("sends nothing without a journal, and reports it", async () => {
    const journal = aMemoryJournal(() => true);
    const lane = aLane(company().build(), { okta: live(), google: live() }, { journal });
    const result = await lane.run();
    expect([named(result.contained), result.failed.length]).toEqual([[], 4]);
    expect(lane.providers["okta"]?.state.effects).toEqual([]);
  });

  // Google reports no other open state than active.
  it.each([...openStates.map((state) => ({ state, system: "okta" })), { state: "active", system: "google" } as const])(
    "contains a leaver whose account in $system is $state",
    async ({ state, system }) => {
      const model = aModel().system(system).user("ada", { status: "terminated" }).build();
      const lane = aLane(model, { [system]: [anAccount("ada", { state })] });
      expect(named((await lane.run()).contained)).toEqual([`ada ${system}`]);
      expect(openStates).not.toContain(lane.providers[system]?.state.account("a-ada")?.state);
    },
  );

  it("reports a leaver whom a legal hold and the account's state keep from being contained", async () => {
    const contained = async (legalHold: boolean) => {
      const model = aModel().system("okta").user("ada", { status: "terminated", legalHold }).build();
      return aLane(model, { okta: [anAccount("ada", { state: "recovery" })] }).run();
    };
    const result = await contained(true);
    expect([named(result.inDoubt), result.guards.map(({ code }) => code)]).toEqual([
      ["ada okta"],
      ["provider/cannot-suspend"],
    ]);
    expect(named((await contained(false)).contained)).toEqual(["ada okta"]);
  });

  it("sends nothing after the run is interrupted", async () => {
    const lane = aLane(company().build(), { okta: live(), google: live() }, { signal: AbortSignal.abort() });
    const result = await lane.run();
    expect([result.failed.length, lane.journal.records]).toEqual([4, []]);
    expect(lane.providers["okta"]?.state.effects).toEqual([]);
  });

  it("goes on with other users where a reader throws for one", async () => {
    const lane = aLane(
      company().build(),
      { okta: live(), google: live() },
      {
        connect: (_, one) => ({
          ...one,
          reader: {
            ...one.reader,
            accountByAddress: async (address) => {
              if (address.startsWith("ada")) throw new Error("unexpected");
              return one.reader.accountByAddress(address);
            },
          },
        }),
      },
    );
    const result = await lane.run();
    expect([named(result.failed), named(result.contained)]).toEqual([
      ["ada google", "ada okta"],
      ["bob google", "bob okta"],
    ]);
    // What is certain is contained, and only the proof is missing.
    expect(lane.providers["okta"]?.state.account("a-ada")?.state).toBe("suspended");
  });

  it("does not need the address of a user with an external one, nor one that the provider denies", async () => {
    const denied = { kind: "unknown", failure: { kind: "denied", message: "not in the tenant" } } as const;
    const run = async (changes: Partial<User>) => {
      const model = aModel()
        .system("google")
        .user("ada", { status: "terminated", ...changes })
        .build();
      const connect = (_: string, one: Connection): Connection => ({
        ...one,
        reader: { ...one.reader, accountByAddress: async () => denied },
      });
      return aLane(model, { google: [anAccount("ada")] }, { connect }).run();
    };
    const google = "google" as SystemId;
    expect(named((await run({ externalIn: [google] })).contained)).toEqual(["ada google"]);
    expect(named((await run({ email: "ada@partner.example" })).contained)).toEqual(["ada google"]);
    expect(named((await run({})).failed)).toEqual(["ada google"]);
  });

  it("is not held by a guard that an override lifts", async () => {
    const model = company().build();
    const guards = { ...model.organization.guards, scheduled: { count: 0 }, accounts: { count: 0 } };
    const held = company().system("okta", { guards }).build();
    const override = (guard: string): Override => ({
      source: { file: `access/overrides/${guard}/all.yaml`, line: 1 },
      guard,
      system: "okta" as SystemId,
      count: 5,
      reason: "Two leavers",
      expires: now + day,
    });
    const lifted = { ...held, overrides: [override("accounts"), override("scheduled")] };
    const result = await aLane(lifted, { okta: live(), google: live() }).run();
    expect(named(result.contained)).toEqual(["ada google", "ada okta", "bob google", "bob okta"]);
    expect(result.guards.every(({ blocked }) => !blocked)).toBe(true);
  });

  it("holds only what is not approved where the ends of the tip trip the guard", async () => {
    const limits = (count: number) => ({
      guards: { ...company().build().organization.guards, accounts: { count }, scheduled: { count } },
    });
    const approved = (count: number) => sideOf(company().system("okta", limits(count)).build());
    const tip = (count: number) =>
      company().system("okta", limits(count)).user("eve", { status: "terminated" }).build();
    const run = (count: number) => aLane(tip(count), { okta: live(), google: [] }).run({ approved: approved(count) });
    // A user on leave counts as a change, a leaver as a scheduled end.
    const result = await run(1);
    expect([named(result.contained), named(result.held)]).toEqual([["ada okta", "bob okta"], ["eve okta"]]);
    expect(named((await run(2)).contained)).toEqual(["ada okta", "bob okta", "eve okta"]);
    expect(named((await run(0)).held)).toEqual(["ada okta", "bob okta", "eve okta"]);
  });

  it("counts what earlier runs removed within a day", async () => {
    const guards = { ...company().build().organization.guards, accounts: { count: 2 }, scheduled: { count: 2 } };
    const model = company().system("okta", { guards }).build();
    const removed = { accounts: new Set(["eve"]), memberships: new Set<string>() };
    const lane = (alreadyRemoved: AlreadyRemoved) =>
      aLane(model, { okta: live(), google: [] }).run({ alreadyRemoved, side: sideOf(withoutBob(model)) });
    expect(named((await lane(new Map([["okta", removed]]))).contained)).toEqual(["ada okta"]);
    const more = { ...removed, accounts: new Set(["eve", "zoe"]) };
    expect(named((await lane(new Map([["okta", more]]))).held)).toEqual(["ada okta"]);
  });
});
