import { afterEach, describe, expect, it } from "vitest";
import type { ProviderWrite } from "../../../src/ports/access.ts";
import { oktaSubject } from "../../contract/okta-subject.ts";
import { outcome, type World } from "../../contract/world.ts";

type Subject = Awaited<ReturnType<typeof oktaSubject>>;
const open: Subject[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((subject) => subject.close()));
});

async function start(world: World, options: Parameters<typeof oktaSubject>[1] = {}): Promise<Subject> {
  const subject = await oktaSubject(world, options);
  open.push(subject);
  return subject;
}

const idOf = ({ truth }: Subject, name: string): string => truth.account(`${name}@acme.example`)?.id ?? "";
const perform = async ({ writer }: Subject, write: ProviderWrite): Promise<string> =>
  outcome(await writer.perform(write));

describe("accounts in Okta", () => {
  it("does not adopt an account with a different number", async () => {
    const subject = await start({ accounts: [{ name: "ada", number: "77" }] });
    const account = idOf(subject, "ada");
    expect(await perform(subject, { action: "account.adopt", account, join: "10042" })).toBe("conflict");
    expect(subject.truth.account("ada@acme.example")?.number).toBe("77");
  });

  it("reports the state from which an action is not possible", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    await perform(subject, { action: "account.deactivate", account });
    expect(await subject.writer.perform({ action: "account.suspend", account })).toMatchObject({
      failure: { kind: "conflict", message: expect.stringMatching(/is DEPROVISIONED/) as string },
    });
  });

  it("unlocks a locked account before it is suspended", async () => {
    const subject = await start({ accounts: [{ name: "ada", state: "locked" }] });
    expect(await perform(subject, { action: "account.suspend", account: idOf(subject, "ada") })).toBe("written");
    expect(subject.truth.account("ada@acme.example")?.state).toBe("suspended");
  });

  it("reports a refusal for missing permission", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    subject.wire?.faultAnywhere({ kind: "status", status: 403 }, { method: "POST" });
    expect(await perform(subject, { action: "account.suspend", account })).toBe("denied");
  });

  it("returns from an activation after it finished", async () => {
    const subject = await start({}, { transitionMs: 12_000 });
    const create = { action: "account.create", address: "bob@acme.example", join: "1", orgUnit: null } as const;
    const profile = { firstName: "Bob", lastName: "Example" };
    expect(await perform(subject, { ...create, profile, state: "staged" })).toBe("written");
    const before = subject.clock.now();
    expect(await perform(subject, { action: "account.activate", account: idOf(subject, "bob") })).toBe("written");
    expect(subject.truth.account("bob@acme.example")?.state).toBe("active");
    expect(subject.clock.now() - before).toBeGreaterThanOrEqual(12_000);
  });

  it("reports an unknown outcome for an activation that does not finish", async () => {
    const subject = await start({}, { transitionMs: 86_400_000 });
    const create = { action: "account.create", address: "bob@acme.example", join: "1", orgUnit: null } as const;
    await perform(subject, { ...create, profile: { firstName: "Bob", lastName: "Example" }, state: "staged" });
    expect(await perform(subject, { action: "account.activate", account: idOf(subject, "bob") })).toBe(
      "outcome-unknown",
    );
  });

  it("reads the current state after a write", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    expect(await subject.reader.accountById(account)).toMatchObject({ value: { state: "active" } });
    await perform(subject, { action: "account.suspend", account });
    expect(await subject.reader.accountById(account)).toMatchObject({ value: { state: "suspended" } });
  });

  it("reports Okta's reason for a rejected account with a free address", async () => {
    const subject = await start({});
    const create = { action: "account.create", address: "bob@acme.example", join: "1", orgUnit: null } as const;
    const result = await subject.writer.perform({ ...create, profile: { nonsense: "x" }, state: "active" });
    expect(result).toMatchObject({
      failure: { kind: "rejected", message: expect.stringMatching(/E0000001/) as string },
    });
    expect(subject.truth.accounts()).toBe(0);
  });
});

describe("groups in Okta", () => {
  it("keep custom attributes through an update", async () => {
    const subject = await start(
      { groups: [{ name: "Crew", description: "All" }] },
      { customGroupAttributes: ["costCenter"] },
    );
    const group = subject.truth.group("Crew")?.id ?? "";
    // A raw request, because the SDK does not show custom attributes.
    await fetch(`${subject.url}/api/v1/groups/${group}`, {
      method: "PUT",
      headers: { authorization: "SSWS console", "content-type": "application/json" },
      body: JSON.stringify({ profile: { name: "Crew", description: "All", costCenter: "R-100" } }),
    });
    const set = { description: "All hands" };
    expect(await perform(subject, { action: "group.update", group, set })).toBe("written");
    const answer = await fetch(`${subject.url}/api/v1/groups/${group}`, { headers: { authorization: "SSWS console" } });
    expect(await answer.json()).toMatchObject({
      profile: { name: "Crew", description: "All hands", costCenter: "R-100" },
    });
  });

  it("of other types are rejected before a request is sent", async () => {
    const subject = await start({ groups: [{ name: "AD Staff", type: "APP_GROUP" }] });
    const group = subject.truth.group("AD Staff")?.id ?? "";
    expect(await perform(subject, { action: "group.update", group, set: { name: "Mine" } })).toBe("rejected");
    expect(subject.truth.group("AD Staff")).toBeDefined();
  });

  it("with a taken name and a different description are a conflict", async () => {
    const subject = await start({ groups: [{ name: "Crew", description: "All" }] });
    const profile = { description: "Something else" };
    expect(await perform(subject, { action: "group.create", name: "Crew", profile })).toBe("conflict");
  });

  it("are found by a name with quotes", async () => {
    const subject = await start({ groups: [{ name: 'The "A" Team \\ B' }] });
    expect(await subject.reader.groupByName('The "A" Team \\ B')).toMatchObject({ kind: "found" });
  });
});
