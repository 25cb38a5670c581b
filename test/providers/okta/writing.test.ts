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
const say = async ({ writer }: Subject, write: ProviderWrite): Promise<string> => outcome(await writer.perform(write));

describe("accounts in Okta", () => {
  it("adopts nobody who carries another person's number", async () => {
    const subject = await start({ accounts: [{ name: "ada", number: "77" }] });
    const account = idOf(subject, "ada");
    expect(await say(subject, { action: "account.adopt", account, join: "10042" })).toBe("conflict");
    expect(subject.truth.account("ada@acme.example")?.number).toBe("77");
  });

  it("says from where a move is not possible", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    await say(subject, { action: "account.deactivate", account });
    expect(await subject.writer.perform({ action: "account.suspend", account })).toMatchObject({
      failure: { kind: "conflict", message: expect.stringMatching(/is DEPROVISIONED/) as string },
    });
  });

  it("takes a refusal for want of rights for what it is", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    subject.wire?.faultAnywhere({ kind: "status", status: 403 }, { method: "POST" });
    expect(await say(subject, { action: "account.suspend", account })).toBe("denied");
  });

  it("comes back from an activation when it is over", async () => {
    const subject = await start({}, { transitionMs: 12_000 });
    const create = { action: "account.create", address: "bob@acme.example", join: "1", orgUnit: null } as const;
    const profile = { firstName: "Bob", lastName: "Example" };
    expect(await say(subject, { ...create, profile, state: "staged" })).toBe("written");
    const before = subject.clock.now();
    expect(await say(subject, { action: "account.activate", account: idOf(subject, "bob") })).toBe("written");
    expect(subject.truth.account("bob@acme.example")?.state).toBe("active");
    expect(subject.clock.now() - before).toBeGreaterThanOrEqual(12_000);
  });

  it("does not wait for ever: an activation that never ends has no known outcome", async () => {
    const subject = await start({}, { transitionMs: 86_400_000 });
    const create = { action: "account.create", address: "bob@acme.example", join: "1", orgUnit: null } as const;
    await say(subject, { ...create, profile: { firstName: "Bob", lastName: "Example" }, state: "staged" });
    expect(await say(subject, { action: "account.activate", account: idOf(subject, "bob") })).toBe("outcome-unknown");
  });

  it("shows after a write what is so now, not what was read before", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    const account = idOf(subject, "ada");
    expect(await subject.reader.accountById(account)).toMatchObject({ value: { state: "active" } });
    await say(subject, { action: "account.suspend", account });
    expect(await subject.reader.accountById(account)).toMatchObject({ value: { state: "suspended" } });
  });

  it("gives Okta's own reason where a new account is refused for something else than its address", async () => {
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
  it("keep an organization's own attributes through an update", async () => {
    const subject = await start(
      { groups: [{ name: "Crew", description: "All" }] },
      { customGroupAttributes: ["costCenter"] },
    );
    const group = subject.truth.group("Crew")?.id ?? "";
    // As somebody does in the console: the SDK cannot show what it does not know.
    await fetch(`${subject.url}/api/v1/groups/${group}`, {
      method: "PUT",
      headers: { authorization: "SSWS console", "content-type": "application/json" },
      body: JSON.stringify({ profile: { name: "Crew", description: "All", costCenter: "R-100" } }),
    });
    const set = { description: "All hands" };
    expect(await say(subject, { action: "group.update", group, set })).toBe("written");
    const answer = await fetch(`${subject.url}/api/v1/groups/${group}`, { headers: { authorization: "SSWS console" } });
    expect(await answer.json()).toMatchObject({
      profile: { name: "Crew", description: "All hands", costCenter: "R-100" },
    });
  });

  it("of other kinds are refused before anything is sent", async () => {
    const subject = await start({ groups: [{ name: "AD Staff", type: "APP_GROUP" }] });
    const group = subject.truth.group("AD Staff")?.id ?? "";
    expect(await say(subject, { action: "group.update", group, set: { name: "Mine" } })).toBe("rejected");
    expect(subject.truth.group("AD Staff")).toBeDefined();
  });

  it("with a name that is taken by another description are a conflict", async () => {
    const subject = await start({ groups: [{ name: "Crew", description: "All" }] });
    const profile = { description: "Something else" };
    expect(await say(subject, { action: "group.create", name: "Crew", profile })).toBe("conflict");
  });

  it("carry quotes in their names", async () => {
    const subject = await start({ groups: [{ name: 'The "A" Team \\ B' }] });
    expect(await subject.reader.groupByName('The "A" Team \\ B')).toMatchObject({ kind: "found" });
  });
});
