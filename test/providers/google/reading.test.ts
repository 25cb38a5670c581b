import { afterEach, describe, expect, it } from "vitest";
import type { SandboxReply } from "../../../src/sandbox/core/exchange.ts";
import { googleContender, googleSubject } from "../../contract/google-subject.ts";
import { people, scopeFor, unread, whole, type World } from "../../contract/world.ts";

type Subject = Awaited<ReturnType<typeof googleSubject>>;
const open: Subject[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((subject) => subject.close()));
});

async function start(world: World, options: Parameters<typeof googleSubject>[1] = {}): Promise<Subject> {
  const subject = await googleSubject(world, options);
  open.push(subject);
  return subject;
}

const accounts = people(5);
const crew: World = { accounts, groups: [{ name: "Crew", members: accounts.map(({ name }) => name) }] };
const scope = scopeFor(googleContender, "Crew");
const members = 'the members of "crew@acme.example"';

type Body = Record<string, unknown>;

/** Changes the entries of a list; every other field stays. */
const eachEntry =
  (list: string, change: (entry: Body) => unknown) =>
  (reply: SandboxReply): SandboxReply => {
    const body = reply.body as Body;
    return { ...reply, body: { ...body, [list]: (body[list] as Body[]).map(change) } };
  };

const withToken =
  (token: () => string) =>
  (reply: SandboxReply): SandboxReply => ({
    ...reply,
    body: { ...(reply.body as Body), nextPageToken: token() },
  });

describe("what Google says that cannot be", () => {
  it("a page token that comes again", async () => {
    const { reader, wire } = await start(crew);
    let asked = 0;
    wire?.fault("users", {
      kind: "rewrite",
      rewrite: (reply) => {
        asked += 1;
        const body = asked === 1 ? reply.body : { kind: "admin#directory#users", users: [] };
        return withToken(() => "again")({ status: 200, body });
      },
    });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/leads back/);
  });

  it("a role, a kind of member and a state that are not known", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault(
      "members",
      { kind: "rewrite", rewrite: eachEntry("members", (entry) => ({ ...entry, role: "GUEST" })) },
      { times: 1 },
    );
    expect(unread(await reader.observe(scope))[members]).toMatch(/role "GUEST", which is not known/);
    wire?.fault(
      "members",
      { kind: "rewrite", rewrite: eachEntry("members", (entry) => ({ ...entry, type: "ROBOT" })) },
      { times: 1 },
    );
    expect(unread(await reader.observe(scope))[members]).toMatch(/type "ROBOT", which is not known/);
    wire?.fault("users", { kind: "rewrite", rewrite: eachEntry("users", ({ suspended: _state, ...entry }) => entry) });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/suspended is not said/);
  });
});

describe("a list that ended early", () => {
  it("of groups: a group in a group was not listed", async () => {
    const groups = [{ name: "All", members: ["inner@acme.example"] }, { name: "Inner" }];
    const { reader, wire } = await start({ accounts, groups });
    wire?.fault("groups", { kind: "cut-page" });
    expect(unread(await reader.observe(scopeFor(googleContender, "All")))["the list of groups"]).toMatch(
      /leaves out 1 .*inner@acme\.example/,
    );
  });

  it("but an outsider is no account that was left out", async () => {
    const { reader } = await start({ accounts, groups: [{ name: "Crew", members: ["eve@partner.example"] }] });
    expect(whole(await reader.observe(scope)).memberships).toMatchObject([
      { account: null, address: "eve@partner.example" },
    ]);
  });
});

describe("a count that lags", () => {
  it("is read once more, and then believed", async () => {
    const { reader, wire } = await start(crew);
    const more = eachEntry("groups", (group) => ({ ...group, directMembersCount: "6" }));
    wire?.fault("groups", { kind: "rewrite", rewrite: more }, { times: 1 });
    expect(whole(await reader.observe(scope)).memberships).toHaveLength(5);
  });

  it("may say fewer than there are: nobody is missing then", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", {
      kind: "rewrite",
      rewrite: eachEntry("groups", (group) => ({ ...group, directMembersCount: "1" })),
    });
    expect(whole(await reader.observe(scope)).memberships).toHaveLength(5);
  });

  it("that is not said at all lets the members be read", async () => {
    const { reader, wire } = await start(crew);
    const silent = eachEntry("groups", ({ directMembersCount: _count, ...group }) => group);
    wire?.fault("groups", { kind: "rewrite", rewrite: silent });
    expect(whole(await reader.observe(scope)).memberships).toHaveLength(5);
  });
});

describe("members that are not people", () => {
  it("nested groups show by their address", async () => {
    const groups = [{ name: "All", members: ["inner@acme.example"] }, { name: "Inner" }];
    const { reader, truth } = await start({ accounts, groups });
    expect(whole(await reader.observe(scopeFor(googleContender, "All"))).memberships).toEqual([
      { group: truth.group("All")?.id, account: null, address: "inner@acme.example", role: "member" },
    ]);
  });

  it("everyone in the tenant shows by the tenant's id, by which it can be removed", async () => {
    const subject = await start({ accounts, groups: [{ name: "Crew" }] });
    const group = subject.truth.group("Crew")?.id ?? "";
    await fetch(`${subject.url}/admin/directory/v1/groups/${group}/members`, {
      method: "POST",
      headers: { authorization: "Bearer console", "content-type": "application/json" },
      body: JSON.stringify({ type: "CUSTOMER", role: "MEMBER" }),
    });
    const { memberships, tenant } = whole(await subject.reader.observe(scope));
    expect(memberships).toEqual([{ group, account: null, address: tenant, role: "member" }]);
    expect(await subject.writer.perform({ action: "membership.remove", group, member: tenant })).toMatchObject({
      kind: "written",
    });
    expect(subject.truth.members("Crew")).toEqual([]);
  });
});

describe("a refusal for quota", () => {
  it.each([403, 429] as const)("as %i is a reason to wait, not a want of rights", async (status) => {
    const { reader, wire, clock } = await start(crew);
    const before = clock.now();
    wire?.fault("members", { kind: "throttle", resetInSeconds: 5, status }, { times: 2 });
    expect(whole(await reader.observe(scope)).memberships).toHaveLength(5);
    expect(clock.now()).toBeGreaterThan(before);
  });

  it("keeps within a quota that is smaller than the default", async () => {
    const { reader, wire } = await start(crew, { perMinute: 2 });
    expect(whole(await reader.observe(scope)).memberships).toHaveLength(5);
    expect(wire?.requests().filter(({ status }) => status === 403).length).toBeLessThan(10);
  });
});

it("begins a list anew when a page token has expired", async () => {
  const subject = await start({ accounts: people(501) });
  let refusedOnce = false;
  subject.wire?.fault("users", {
    kind: "rewrite",
    rewrite: (reply, { query }) => {
      if (refusedOnce || !query.has("pageToken")) return reply;
      refusedOnce = true;
      return {
        status: 400,
        body: { error: { code: 400, message: "Invalid Input: pageToken", errors: [{ reason: "invalid" }] } },
      };
    },
  });
  expect(whole(await subject.reader.observe(scopeFor(googleContender))).accounts).toHaveLength(501);
  expect(refusedOnce).toBe(true);
});

it("finds an account by an alias: the address is taken", async () => {
  const subject = await start({ accounts: [{ name: "ada" }] });
  const account = subject.truth.account("ada@acme.example")?.id ?? "";
  await subject.writer.perform({ action: "account.update", account, set: { primaryEmail: "countess@acme.example" } });
  expect(await subject.reader.accountByAddress("ada@acme.example")).toMatchObject({
    value: { id: account, address: "countess@acme.example" },
  });
});

it("reads every group's members on request", async () => {
  const { reader } = await start({ accounts, groups: [{ name: "A", members: ["p0000"] }, { name: "B" }] });
  const { membershipsRead, groups } = whole(await reader.observe({ ...scopeFor(googleContender), allGroups: true }));
  expect(membershipsRead).toEqual(groups.map(({ id }) => id));
});
