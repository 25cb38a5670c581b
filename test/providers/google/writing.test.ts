import { describe, expect, it } from "vitest";
import type { ProviderWrite } from "../../../src/ports/access.ts";
import { outcome } from "../../contract/world.ts";
import { type GoogleSubject as Subject, startGoogle as start } from "../../contract/started-google.ts";

const idOf = ({ truth }: Subject, name: string): string => truth.account(`${name}@acme.example`)?.id ?? "";
const perform = async ({ writer }: Subject, write: ProviderWrite): Promise<string> =>
  outcome(await writer.perform(write));
const bob = {
  action: "account.create",
  address: "bob@acme.example",
  join: "10043",
  profile: { "name.givenName": "Bob", "name.familyName": "Example" },
  orgUnit: "/Staff/Engineering",
  state: "active",
} as const;

/** Changes a user as an administrator does in the console. */
async function byHand({ url }: Subject, userKey: string, body: unknown): Promise<void> {
  await fetch(`${url}/admin/directory/v1/users/${userKey}`, {
    method: "PUT",
    headers: { authorization: "Bearer console", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe("accounts in Google", () => {
  it("are created in their organizational unit and moved to a different one", async () => {
    const subject = await start({});
    expect(await perform(subject, bob)).toBe("written");
    const account = idOf(subject, "bob");
    expect(await subject.reader.accountById(account)).toMatchObject({
      value: { profile: { orgUnitPath: "/Staff/Engineering" } },
    });
    const move = { action: "account.update", account, set: { orgUnitPath: "/Staff" } } as const;
    expect([await perform(subject, move), await perform(subject, move)]).toEqual(["written", "already-so"]);
    expect(await subject.reader.accountById(account)).toMatchObject({ value: { profile: { orgUnitPath: "/Staff" } } });
  });

  it("never show the initial password", async () => {
    const subject = await start({});
    const results = [await subject.writer.perform({ ...bob, orgUnit: "/Nowhere" }), await subject.writer.perform(bob)];
    expect(results.map(outcome)).toEqual(["rejected", "written"]);
    expect(JSON.stringify(results)).not.toContain("correct horse");
  });

  it("keep their other numbers when they receive the employee number", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    await byHand(subject, account, {
      externalIds: [
        { type: "login_id", value: "ada1" },
        { type: "custom", customType: "badge", value: "7" },
      ],
    });
    expect(await perform(subject, { action: "account.adopt", account, join: "10042" })).toBe("written");
    const [ada] = subject.state.users();
    expect(ada?.externalIds).toEqual([
      { type: "login_id", value: "ada1" },
      { type: "custom", customType: "badge", value: "7" },
      { type: "organization", value: "10042" },
    ]);
  });

  it("are not adopted if they have a different number", async () => {
    const subject = await start({ accounts: [{ name: "ada", number: "77" }] });
    expect(await perform(subject, { action: "account.adopt", account: idOf(subject, "ada"), join: "1" })).toBe(
      "conflict",
    );
    expect(subject.truth.account("ada@acme.example")?.number).toBe("77");
  });

  it("keep the other part of a name", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    const marry = { action: "account.update", account, set: { "name.familyName": "King" } } as const;
    expect([await perform(subject, marry), await perform(subject, marry)]).toEqual(["written", "already-so"]);
    expect(subject.state.users()[0]?.name).toMatchObject({ givenName: "ada", familyName: "King" });
  });

  it("are not changed for an unknown attribute", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    const update = { action: "account.update", account, set: { "a.b.c": "x" } } as const;
    expect(await subject.writer.perform(update)).toMatchObject({
      failure: { kind: "rejected", message: "unknown attribute a.b.c" },
    });
    expect(subject.wire?.requests().filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("count as contained if archived, and are not restored", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    await byHand(subject, account, { archived: true });
    expect(await perform(subject, { action: "account.suspend", account })).toBe("already-so");
    expect(await perform(subject, { action: "account.unsuspend", account })).toBe("conflict");
    expect(await subject.reader.accountById(account)).toMatchObject({ value: { state: "archived" } });
  });

  it("are read again after a 409 for a successful update", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    const duplicate = { error: { code: 409, message: "Entity already exists.", errors: [{ reason: "duplicate" }] } };
    subject.wire?.faultAnywhere(
      { kind: "rewrite", rewrite: () => ({ status: 409, body: duplicate }) },
      { method: "PUT" },
    );
    expect(await perform(subject, { action: "account.update", account, set: { orgUnitPath: "/Staff" } })).toBe(
      "written",
    );
  });
});

describe("a new group", () => {
  it("receives its first member when Google is ready", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] }, { groupLagMs: 45_000 });
    await perform(subject, { action: "group.create", name: "new@acme.example", profile: { name: "New" } });
    const group = subject.truth.group("new")?.id ?? "";
    const add = { action: "membership.add", group, member: idOf(subject, "ada"), role: "member" } as const;
    const before = subject.clock.now();
    expect(await perform(subject, add)).toBe("written");
    expect(subject.clock.now() - before).toBeGreaterThanOrEqual(45_000);
    expect(subject.truth.members("new")).toEqual(["ada@acme.example"]);
  });

  it("is waited for with a limit", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] }, { groupLagMs: 86_400_000 });
    await perform(subject, { action: "group.create", name: "new@acme.example", profile: {} });
    const group = subject.truth.group("new")?.id ?? "";
    const add = { action: "membership.add", group, member: idOf(subject, "ada"), role: "member" } as const;
    expect(await perform(subject, add)).toBe("not-found");
  });
});

it("does not wait for a user who does not exist", async () => {
  const subject = await start({ groups: [{ name: "Crew" }] });
  const group = subject.truth.group("Crew")?.id ?? "";
  const before = subject.clock.now();
  const add = { action: "membership.add", group, member: "ghost@acme.example", role: "member" } as const;
  expect(await perform(subject, add)).toBe("not-found");
  expect(subject.clock.now()).toBe(before);
});
