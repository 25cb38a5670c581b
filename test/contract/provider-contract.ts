import { afterEach, describe, expect, it } from "vitest";
import type { ProviderWrite } from "../../src/ports/access.ts";
import { describeAssignments } from "./describe-assignments.ts";
import { describeFaults } from "./describe-faults.ts";
import { describeObservations } from "./describe-observations.ts";
import {
  address,
  type Candidate,
  complete,
  groupName,
  outcome,
  scopeFor,
  type StartOptions,
  type Subject,
  type World,
} from "./world.ts";

/** Starts a subject, which this file closes after the test. */
export type Start = (world?: World, options?: StartOptions) => Promise<Subject>;

/** The tests that every provider must pass. */
export function providerContract(candidate: Candidate): void {
  describe(`a provider: ${candidate.name}`, () => {
    const open: Subject[] = [];
    afterEach(async () => {
      const subjects = open.splice(0);
      await Promise.all(subjects.map((subject) => subject.close()));
      expect(subjects.flatMap((subject) => subject.violations())).toEqual([]);
    });
    const start: Start = async (world = {}, options) => {
      const subject = await candidate.start(world, options);
      open.push(subject);
      return subject;
    };
    describeAccounts(candidate, start);
    describeGroups(candidate, start);
    describeMemberships(candidate, start);
    describeAssignments(candidate, start);
    describeObservations(candidate, start);
    describeFaults(candidate, start);
  });
}

const isOkta = ({ provider }: Candidate): boolean => provider === "okta";

/** Returns the outcome of each write. */
async function outcomesOf({ writer }: Subject, ...writes: readonly ProviderWrite[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const write of writes) answers.push(outcome(await writer.perform(write)));
  return answers;
}

const idOf = ({ truth }: Subject, name: string): string => truth.account(address(name))?.id ?? "";
const groupIdOf = ({ truth }: Subject, name: string): string => truth.group(name)?.id ?? "";

/** Returns a profile that every provider accepts for a new account. */
function profileFor(candidate: Candidate): Readonly<Record<string, unknown>> {
  const { department } = candidate.attributes;
  return isOkta(candidate)
    ? { firstName: "Bob", lastName: "Example", [department]: "Sales" }
    : { "name.givenName": "Bob", "name.familyName": "Example", [department]: "Sales" };
}

function describeAccounts(candidate: Candidate, start: Start): void {
  const { attributes } = candidate;
  const bob = {
    action: "account.create",
    address: "bob@acme.example",
    join: "10043",
    profile: profileFor(candidate),
    orgUnit: null,
    state: "active",
  } as const;
  const onAccount =
    (action: "account.activate" | "account.suspend" | "account.unsuspend" | "account.deactivate") =>
    async (subject: Subject): Promise<string> =>
      outcome(await subject.writer.perform({ action, account: idOf(subject, "ada") }));

  describe("accounts", () => {
    it("creates one with its number, and finds it by address and id", async () => {
      const subject = await start({ accounts: [{ name: "ada" }] });
      const result = await subject.writer.perform(bob);
      const { id, number, state, department } = subject.truth.account(bob.address) ?? {};
      expect([result, number, state, department]).toEqual([{ kind: "written", id }, "10043", "active", "Sales"]);
      const found = { kind: "found", value: { id, address: bob.address, state: "active" } };
      expect(await subject.reader.accountByAddress(bob.address)).toMatchObject(found);
      expect(await subject.reader.accountById(id ?? "")).toMatchObject(found);
    });

    it("creates one once: a repetition is already so, and a different user with the address is a conflict", async () => {
      const subject = await start();
      expect(await outcomesOf(subject, bob, bob, { ...bob, join: "77" })).toEqual([
        "written",
        "already-so",
        "conflict",
      ]);
      expect([subject.truth.accounts(), subject.truth.account(bob.address)?.number]).toEqual([1, "10043"]);
    });

    it("creates one before its start date that cannot sign in, and activates it", async () => {
      const subject = await start();
      expect(await outcomesOf(subject, { ...bob, state: "staged" })).toEqual(["written"]);
      expect(subject.truth.account(bob.address)?.state).toBe(isOkta(candidate) ? "staged" : "suspended");
      const activate = { action: "account.activate", account: idOf(subject, "bob") } as const;
      expect(await outcomesOf(subject, activate, activate)).toEqual(["written", "already-so"]);
      expect(subject.truth.account(bob.address)?.state).toBe("active");
    });

    it("sets the number of an existing account once", async () => {
      const subject = await start({ accounts: [{ name: "ada", department: "Engineering" }] });
      const adopt = { action: "account.adopt", account: idOf(subject, "ada"), join: "10042" } as const;
      expect(await outcomesOf(subject, adopt, adopt)).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")).toMatchObject({ number: "10042", department: "Engineering" });
    });

    it("replaces the number of an account only if it is the given earlier one", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "1" }] });
      const adopt = { action: "account.adopt", account: idOf(subject, "ada"), join: "10042" } as const;
      expect(await outcomesOf(subject, adopt, { ...adopt, from: "2" })).toEqual(["conflict", "conflict"]);
      expect(subject.truth.account("ada@acme.example")?.number).toBe("1");
      expect(await outcomesOf(subject, { ...adopt, from: "1" })).toEqual(["written"]);
      expect(subject.truth.account("ada@acme.example")?.number).toBe("10042");
    });

    it("changes only the given attributes; null clears", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "1", department: "Engineering" }] });
      const account = idOf(subject, "ada");
      const promote = { action: "account.update", account, set: { [attributes.title]: "Chief" } } as const;
      expect(await outcomesOf(subject, promote, promote)).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")).toMatchObject({ department: "Engineering", title: "Chief" });
      const clear = { action: "account.update", account, set: { [attributes.department]: null } } as const;
      expect(await outcomesOf(subject, clear, clear)).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")).toMatchObject({
        number: "1",
        department: null,
        title: "Chief",
      });
    });

    it("suspends and restores, each once", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "1" }] });
      const suspend = onAccount("account.suspend");
      expect([await suspend(subject), await suspend(subject)]).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")?.state).toBe("suspended");
      const back = onAccount("account.unsuspend");
      expect([await back(subject), await back(subject)]).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")?.state).toBe("active");
    });

    it("deactivates if the provider supports it, and is rejected otherwise", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "1" }] });
      const deactivate = onAccount("account.deactivate");
      const answers = [await deactivate(subject), await deactivate(subject)];
      expect(answers).toEqual(isOkta(candidate) ? ["written", "already-so"] : ["rejected", "rejected"]);
      expect(subject.truth.account("ada@acme.example")?.state).toBe(isOkta(candidate) ? "deactivated" : "active");
    });

    it("finds all accounts with a number, and no other", async () => {
      const accounts = [
        { name: "ada", number: "10042" },
        { name: "bob", number: "10043", state: "suspended" },
        { name: "eve", number: "10042" },
        { name: "mia" },
        { name: "zoe", number: "1004" },
      ] as const;
      const subject = await start({ accounts });
      const numbered = async (number: string): Promise<unknown> => {
        const found = await subject.reader.accountsByNumber(number);
        return found.kind === "found" ? found.value.map(({ id, state }) => [id, state]) : found;
      };
      expect(await numbered("10042")).toEqual([
        [idOf(subject, "ada"), "active"],
        [idOf(subject, "eve"), "active"],
      ]);
      expect(await numbered("10043")).toEqual([[idOf(subject, "bob"), "suspended"]]);
      expect(await numbered("10044")).toEqual({ kind: "absent" });
    });

    it("does not know who has a number while the search or a result cannot be read", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "10042" }] });
      const { wire } = subject;
      if (wire === null) return;
      wire.fault("users", { kind: "status", status: 500 });
      expect(await subject.reader.accountsByNumber("10042")).toMatchObject({ kind: "unknown" });
      wire.clearFaults();
      expect(await subject.reader.accountsByNumber("10042")).toMatchObject({ kind: "found" });
      wire.faultAnywhere({ kind: "status", status: 500 }, { path: /\/users\/[^/]+$/ });
      expect(await subject.reader.accountsByNumber("10042")).toMatchObject({ kind: "unknown" });
    });

    it("reports a missing account", async () => {
      const subject = await start({ accounts: [{ name: "ada" }] });
      const account = isOkta(candidate) ? "00uNOBODY" : "999";
      expect(
        await outcomesOf(
          subject,
          { action: "account.update", account, set: { [attributes.title]: "Ghost" } },
          { action: "account.adopt", account, join: "1" },
          { action: "account.suspend", account },
        ),
      ).toEqual(["not-found", "not-found", "not-found"]);
      expect(await subject.reader.accountById(account)).toEqual({ kind: "absent" });
      expect(await subject.reader.accountByAddress("ghost@acme.example")).toEqual({ kind: "absent" });
    });
  });
}

function describeGroups(candidate: Candidate, start: Start): void {
  const name = groupName(candidate, "Night Shift");
  const create = { action: "group.create", name, profile: { description: "Awake" } } as const;
  describe("groups", () => {
    it("creates one once, and finds it by name and id", async () => {
      const subject = await start();
      const [first, again] = [await subject.writer.perform(create), await subject.writer.perform(create)];
      const { id, description } = subject.truth.group("Night Shift") ?? {};
      expect([first, outcome(again), description]).toEqual([{ kind: "written", id }, "already-so", "Awake"]);
      const found = { kind: "found", value: { id, name, ruleFed: false, profile: { description: "Awake" } } };
      expect(await subject.reader.groupByName(name)).toMatchObject(found);
      expect(await subject.reader.groupById(id ?? "")).toMatchObject(found);
    });

    it("reports an absent group", async () => {
      const { reader } = await start();
      expect(await reader.groupByName(name)).toEqual({ kind: "absent" });
      expect(await reader.groupById(isOkta(candidate) ? "00gNOTHING" : "999")).toEqual({ kind: "absent" });
    });

    it("renames it without changing id or members", async () => {
      const subject = await start({
        accounts: [{ name: "ada", number: "1" }],
        groups: [{ name: "DB Admins", description: "Careful", members: ["ada"] }],
      });
      const group = groupIdOf(subject, "DB Admins");
      const set = { name: groupName(candidate, "Prod DB Admins") };
      const rename = { action: "group.update", group, set } as const;
      expect(await outcomesOf(subject, rename, rename)).toEqual(["written", "already-so"]);
      expect(subject.truth.group("Prod DB Admins")).toEqual({ id: group, description: "Careful" });
      expect(subject.truth.members("Prod DB Admins")).toEqual(["ada@acme.example"]);
      expect(subject.truth.group("DB Admins")).toBeUndefined();
    });

    const closed = { whoCanJoin: "INVITED_CAN_JOIN", allowExternalMembers: "false" };
    const open = { ...closed, whoCanJoin: "ANYONE_CAN_JOIN" };

    if (isOkta(candidate)) {
      it("has no settings", async () => {
        const subject = await start({ groups: [{ name: "Crew" }] });
        const configure = { action: "group.configure", group: groupIdOf(subject, "Crew"), set: closed } as const;
        expect(await outcomesOf(subject, configure)).toEqual(["rejected"]);
      });
    } else {
      it("changes the given settings and shows them", async () => {
        const subject = await start({ groups: [{ name: "Crew", settings: open }] });
        const group = groupIdOf(subject, "Crew");
        const set = { whoCanJoin: "INVITED_CAN_JOIN" };
        const configure = { action: "group.configure", group, set } as const;
        expect(await subject.reader.groupSettings?.(group)).toMatchObject({ kind: "found", value: open });
        expect(await outcomesOf(subject, configure, configure)).toEqual(["written", "already-so"]);
        expect(subject.truth.setting("Crew", "whoCanJoin")).toBe("INVITED_CAN_JOIN");
        expect(await subject.reader.groupSettings?.(group)).toMatchObject({ kind: "found", value: closed });
      });

      it("shows the settings of a group only where the scope asks for them", async () => {
        const subject = await start({ groups: [{ name: "Crew", settings: open }, { name: "Fans" }] });
        const scope = scopeFor(candidate, "Crew", "Fans");
        const settingsWith = async (settings: readonly string[]) =>
          complete(await subject.reader.observe({ ...scope, settings })).groups.map((group) => [
            group.name,
            group.settings?.["whoCanJoin"] ?? null,
          ]);
        const [crew, fans] = ["Crew", "Fans"].map((name) => groupName(candidate, name));
        expect(await settingsWith([crew ?? ""])).toEqual([
          [crew, "ANYONE_CAN_JOIN"],
          [fans, null],
        ]);
        expect(await settingsWith([])).toEqual([
          [crew, null],
          [fans, null],
        ]);
      });

      it("reports settings of an absent group, and of an unknown name", async () => {
        const subject = await start({ groups: [{ name: "Crew" }] });
        const configure = { action: "group.configure", group: groupIdOf(subject, "Crew") } as const;
        expect(await subject.reader.groupSettings?.("999")).toEqual({ kind: "absent" });
        expect(
          await outcomesOf(
            subject,
            { ...configure, group: "999", set: closed },
            { ...configure, set: { whoCanFly: "ALL" } },
          ),
        ).toEqual(["not-found", "rejected"]);
      });
    }

    it("changes its description", async () => {
      const subject = await start({ groups: [{ name: "DB Admins", description: "Careful" }] });
      const group = groupIdOf(subject, "DB Admins");
      const update = { action: "group.update", group, set: { description: "Very careful" } } as const;
      expect(await outcomesOf(subject, update, update)).toEqual(["written", "already-so"]);
      expect(subject.truth.group("DB Admins")).toEqual({ id: group, description: "Very careful" });
    });
  });
}

function describeMemberships(candidate: Candidate, start: Start): void {
  const world: World = { accounts: [{ name: "ada", number: "1" }], groups: [{ name: "Crew" }] };
  describe("memberships", () => {
    it("keeps one membership after two additions", async () => {
      const subject = await start(world);
      const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
      const add = { action: "membership.add", group, member, role: "member" } as const;
      const [first, again] = await outcomesOf(subject, add, add);
      expect(first).toBe("written");
      // Okta's response is the same for both.
      expect(["written", "already-so"]).toContain(again);
      expect(subject.truth.members("Crew")).toEqual(["ada@acme.example"]);
      expect(await subject.reader.membership(group, member)).toEqual({
        kind: "found",
        value: { group, account: member, address: null, role: "member" },
      });
    });

    it("keeps no membership after two removals", async () => {
      const subject = await start({ ...world, groups: [{ name: "Crew", members: ["ada"] }] });
      const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
      const remove = { action: "membership.remove", group, member } as const;
      const [first, again] = await outcomesOf(subject, remove, remove);
      expect(first).toBe("written");
      expect(["written", "already-so"]).toContain(again);
      expect(subject.truth.members("Crew")).toEqual([]);
      expect(await subject.reader.membership(group, member)).toEqual({ kind: "absent" });
    });

    it("reports a missing group", async () => {
      const subject = await start(world);
      const group = isOkta(candidate) ? "00gNOTHING" : "999";
      const add = { action: "membership.add", group, member: idOf(subject, "ada"), role: "member" } as const;
      expect(await outcomesOf(subject, add)).toEqual(["not-found"]);
    });

    if (isOkta(candidate)) {
      it("rejects roles and external members, which Okta groups do not have", async () => {
        const subject = await start(world);
        const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
        const answers = await outcomesOf(
          subject,
          { action: "membership.add", group, member, role: "owner" },
          { action: "membership.add", group, member: "eve@partner.example", role: "member" },
        );
        expect(answers[0]).toBe("rejected");
        expect(["rejected", "not-found"]).toContain(answers[1]);
        expect(subject.truth.members("Crew")).toEqual([]);
      });

      it("does not change imported groups or deactivated accounts", async () => {
        const groups = [{ name: "AD Staff", type: "APP_GROUP", members: ["ada"] }, { name: "Crew" }] as const;
        const subject = await start({ accounts: [{ name: "ada" }, { name: "bob" }], groups });
        const [ada, bob] = [idOf(subject, "ada"), idOf(subject, "bob")];
        const imported = groupIdOf(subject, "AD Staff");
        const crew = groupIdOf(subject, "Crew");
        const answers = await outcomesOf(
          subject,
          { action: "membership.add", group: imported, member: bob, role: "member" },
          { action: "membership.remove", group: imported, member: ada },
          { action: "account.deactivate", account: bob },
          { action: "membership.add", group: crew, member: bob, role: "member" },
        );
        expect(answers.slice(0, 3)).toEqual(["denied", "denied", "written"]);
        expect(["rejected", "denied"]).toContain(answers[3]);
        expect([subject.truth.members("AD Staff"), subject.truth.members("Crew")]).toEqual([["ada@acme.example"], []]);
      });
      return;
    }

    it("changes a role, and distinguishes it from an addition", async () => {
      const subject = await start({ ...world, groups: [{ name: "Crew", members: ["ada"] }] });
      const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
      const owner = { group, member, role: "owner" } as const;
      expect(
        await outcomesOf(
          subject,
          { action: "membership.add", ...owner },
          { action: "membership.update", ...owner },
          { action: "membership.update", ...owner },
          { action: "membership.add", ...owner },
        ),
      ).toEqual(["conflict", "written", "already-so", "already-so"]);
      expect(subject.truth.members("Crew")).toEqual(["ada@acme.example owner"]);
    });

    it("has external members by address", async () => {
      const subject = await start(world);
      const group = groupIdOf(subject, "Crew");
      const member = "eve@partner.example";
      const add = { action: "membership.add", group, member, role: "manager" } as const;
      expect(await outcomesOf(subject, add, add)).toEqual(["written", "already-so"]);
      expect(subject.truth.members("Crew")).toEqual(["eve@partner.example manager"]);
      expect(await subject.reader.membership(group, member)).toEqual({
        kind: "found",
        value: { group, account: null, address: member, role: "manager" },
      });
      expect(await outcomesOf(subject, { action: "membership.remove", group, member })).toEqual(["written"]);
      expect(subject.truth.members("Crew")).toEqual([]);
    });
  });
}
