import { describe, expect, it } from "vitest";
import type { SandboxReply } from "../../../src/sandbox/core/exchange.ts";
import { googleCandidate } from "../../contract/google-subject.ts";
import { people, scopeFor, unread, complete, type World } from "../../contract/world.ts";
import { startGoogle as start } from "../../contract/started-google.ts";

const accounts = people(5);
const crew: World = { accounts, groups: [{ name: "Crew", members: accounts.map(({ name }) => name) }] };
const scope = scopeFor(googleCandidate, "Crew");
const members = 'the members of "crew@acme.example"';

type Body = Record<string, unknown>;

/** Changes the entries of a list and keeps all other fields. */
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

describe("invalid responses of Google", () => {
  it("reports a repeated page token", async () => {
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
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/links back/);
  });

  it("reports an unknown state, and an unknown role or member type for its own group alone", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault(
      "members",
      { kind: "rewrite", rewrite: eachEntry("members", (entry) => ({ ...entry, role: "GUEST" })) },
      { times: 2 },
    );
    const unknownIn = async () => {
      const { membershipsRead, unreadMembers = {} } = complete(await reader.observe(scope));
      expect(membershipsRead).toEqual([]);
      expect(unread(await reader.observe({ ...scope, allGroups: true }))[members]).toMatch(/unknown/);
      return Object.values(unreadMembers).join();
    };
    expect(await unknownIn()).toMatch(/unknown role "GUEST"/);
    wire?.fault(
      "members",
      { kind: "rewrite", rewrite: eachEntry("members", (entry) => ({ ...entry, type: "ROBOT" })) },
      { times: 2 },
    );
    expect(await unknownIn()).toMatch(/unknown type "ROBOT"/);
    wire?.fault("users", { kind: "rewrite", rewrite: eachEntry("users", ({ suspended: _state, ...entry }) => entry) });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/does not have the field suspended/);
  });
});

describe("a truncated list", () => {
  it("of groups is detected by a nested group that is not listed", async () => {
    const groups = [{ name: "All", members: ["inner@acme.example"] }, { name: "Inner" }];
    const { reader, wire } = await start({ accounts, groups });
    wire?.fault("groups", { kind: "cut-page" });
    expect(unread(await reader.observe(scopeFor(googleCandidate, "All")))["the list of groups"]).toMatch(
      /omits 1 .*inner@acme\.example/,
    );
  });

  it("of users is not reported for an entry whose address has no account, or an account with another id", async () => {
    const { reader, wire } = await start(crew);
    let count = 0;
    const odd = (entry: Body): Body => {
      count += 1;
      if (count === 1) return { ...entry, id: "103000000000000000001", email: "nobody@acme.example" };
      return count === 2 ? { ...entry, id: "103000000000000000002" } : entry;
    };
    wire?.fault("members", { kind: "rewrite", rewrite: eachEntry("members", odd) });
    const { memberships } = complete(await reader.observe(scope));
    expect(memberships.filter(({ address }) => address !== null)).toMatchObject([
      { account: "103000000000000000001", address: "nobody@acme.example" },
      { account: "103000000000000000002", address: expect.stringMatching(/@acme\.example$/) as string },
    ]);
    expect(memberships).toHaveLength(5);
  });

  it("of users is not reported for an external member", async () => {
    const { reader } = await start({ accounts, groups: [{ name: "Crew", members: ["eve@partner.example"] }] });
    expect(complete(await reader.observe(scope)).memberships).toMatchObject([
      { account: null, address: "eve@partner.example" },
    ]);
  });
});

describe("an outdated count", () => {
  it("is read again and then accepted", async () => {
    const { reader, wire } = await start(crew);
    const more = eachEntry("groups", (group) => ({ ...group, directMembersCount: "6" }));
    wire?.fault("groups", { kind: "rewrite", rewrite: more }, { times: 1 });
    expect(complete(await reader.observe(scope)).memberships).toHaveLength(5);
  });

  it("may be lower than the number of members", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", {
      kind: "rewrite",
      rewrite: eachEntry("groups", (group) => ({ ...group, directMembersCount: "1" })),
    });
    expect(complete(await reader.observe(scope)).memberships).toHaveLength(5);
  });

  it("that is missing does not prevent reading the members", async () => {
    const { reader, wire } = await start(crew);
    const silent = eachEntry("groups", ({ directMembersCount: _count, ...group }) => group);
    wire?.fault("groups", { kind: "rewrite", rewrite: silent });
    expect(complete(await reader.observe(scope)).memberships).toHaveLength(5);
  });
});

describe("members that are not users", () => {
  it("include nested groups by their address", async () => {
    const groups = [{ name: "All", members: ["inner@acme.example"] }, { name: "Inner" }];
    const { reader, truth } = await start({ accounts, groups });
    expect(complete(await reader.observe(scopeFor(googleCandidate, "All"))).memberships).toEqual([
      { group: truth.group("All")?.id, account: null, address: "inner@acme.example", role: "member" },
    ]);
  });

  it("include the members of nested groups at every depth, each group once", async () => {
    const inOuter = ["middle@acme.example"];
    const groups = [
      { name: "Outer", members: inOuter },
      { name: "Middle", members: ["inner@acme.example"] },
      { name: "Inner", members: [accounts[0]?.name ?? ""] },
      { name: "Other", members: [accounts[1]?.name ?? ""] },
    ];
    const { reader, truth, wire } = await start({ accounts, groups });
    const one = complete(await reader.observe(scopeFor(googleCandidate, "Outer")));
    const idOf = (name: string): string => truth.group(name)?.id ?? "";
    expect(one.membershipsRead).toEqual([idOf("Outer"), idOf("Middle"), idOf("Inner")]);
    expect(one.memberships.map(({ group }) => group)).toEqual(one.membershipsRead);
    let lists = 0;
    wire?.fault("members", {
      kind: "rewrite",
      rewrite: (reply) => {
        lists += 1;
        return lists === 1 ? reply : { status: 200, body: { ...(reply.body as Body), members: [{ id: "1" }] } };
      },
    });
    const two = complete(await reader.observe(scopeFor(googleCandidate, "Outer")));
    expect(two.membershipsRead).toEqual([idOf("Outer")]);
    expect(two.unreadMembers).toHaveProperty(idOf("Middle"));
  });

  it("include everyone in the tenant by the tenant id, with which it can be removed", async () => {
    const subject = await start({ accounts, groups: [{ name: "Crew" }] });
    const group = subject.truth.group("Crew")?.id ?? "";
    await fetch(`${subject.url}/admin/directory/v1/groups/${group}/members`, {
      method: "POST",
      headers: { authorization: "Bearer console", "content-type": "application/json" },
      body: JSON.stringify({ type: "CUSTOMER", role: "MEMBER" }),
    });
    const { memberships, tenant } = complete(await subject.reader.observe(scope));
    expect(memberships).toEqual([{ group, account: null, address: tenant, role: "member" }]);
    expect(await subject.writer.perform({ action: "membership.remove", group, member: tenant })).toMatchObject({
      kind: "written",
    });
    expect(subject.truth.members("Crew")).toEqual([]);
  });
});

describe("a refusal for quota", () => {
  it.each([403, 429] as const)("with status %i leads to a wait and is not a missing permission", async (status) => {
    const { reader, wire, clock } = await start(crew);
    const before = clock.now();
    wire?.fault("members", { kind: "throttle", resetInSeconds: 5, status }, { times: 2 });
    expect(complete(await reader.observe(scope)).memberships).toHaveLength(5);
    expect(clock.now()).toBeGreaterThan(before);
  });

  it("stays within a quota below the default", async () => {
    const { reader, wire } = await start(crew, { perMinute: 2 });
    expect(complete(await reader.observe(scope)).memberships).toHaveLength(5);
    expect(wire?.requests().filter(({ status }) => status === 403).length).toBeLessThan(10);
  });
});

it("restarts a list after a page token expired", async () => {
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
  expect(complete(await subject.reader.observe(scopeFor(googleCandidate))).accounts).toHaveLength(501);
  expect(refusedOnce).toBe(true);
});

it("finds an account by an alias", async () => {
  const subject = await start({ accounts: [{ name: "ada" }] });
  const account = subject.truth.account("ada@acme.example")?.id ?? "";
  await subject.writer.perform({ action: "account.update", account, set: { primaryEmail: "countess@acme.example" } });
  expect(await subject.reader.accountByAddress("ada@acme.example")).toMatchObject({
    value: { id: account, address: "countess@acme.example" },
  });
});

it("reads every group's members on request", async () => {
  const { reader } = await start({ accounts, groups: [{ name: "A", members: ["p0000"] }, { name: "B" }] });
  const { membershipsRead, groups } = complete(await reader.observe({ ...scopeFor(googleCandidate), allGroups: true }));
  expect(membershipsRead).toEqual(groups.map(({ id }) => id));
});

describe("an external mailbox with two spellings", () => {
  it("is one member, and an addition in the other spelling is already so", async () => {
    const { reader, writer, truth } = await start({
      accounts,
      groups: [{ name: "Crew", members: ["rosanovak@gmail.com"] }],
    });
    const group = truth.group("Crew")?.id ?? "";
    const member = "rosa.novak@googlemail.com";
    expect(await writer.perform({ action: "membership.add", group, member, role: "member" })).toEqual({
      kind: "already-so",
    });
    const { memberships } = complete(await reader.observe(scope));
    expect(memberships.map(({ address }) => address)).toEqual(["rosanovak@gmail.com"]);
    expect(await writer.perform({ action: "membership.remove", group, member })).toMatchObject({ kind: "written" });
    expect(complete(await reader.observe(scope)).memberships).toEqual([]);
  });
});

describe("an address of an account", () => {
  it("is reported with its aliases, and named where a group of this address is created", async () => {
    const { reader, writer, truth, url } = await start(crew);
    const address = `${accounts[0]?.name}@acme.example`;
    const id = truth.account(address)?.id ?? "";
    const added = await fetch(`${url}/admin/directory/v1/users/${id}/aliases`, {
      method: "POST",
      headers: { authorization: "Bearer contract-token", "content-type": "application/json" },
      body: JSON.stringify({ alias: "payroll@acme.example" }),
    });
    expect(added.status).toBe(200);
    const { accounts: found } = complete(await reader.observe(scope));
    expect(found.filter(({ aliases }) => aliases !== undefined)).toMatchObject([
      { id, aliases: ["payroll@acme.example"] },
    ]);
    for (const name of ["payroll@acme.example", address])
      expect(await writer.perform({ action: "group.create", name, profile: { name: "Payroll" } })).toMatchObject({
        kind: "failed",
        failure: {
          kind: "conflict",
          message: `"${name}" is an address of the account ${address} (${id})`,
        },
      });
  });
});

describe("a group that was renamed", () => {
  it("keeps its old address as an alias, which is reported and does not count as the group", async () => {
    const { reader, writer, truth } = await start(crew);
    const group = truth.group("Crew")?.id ?? "";
    const address = "everyone@acme.example";
    expect(await writer.perform({ action: "group.update", group, set: { name: address } })).toMatchObject({
      kind: "written",
    });
    const { groups } = complete(await reader.observe(scopeFor(googleCandidate, "Crew")));
    expect(groups).toMatchObject([{ id: group, name: address, aliases: ["crew@acme.example"] }]);
    expect(
      await writer.perform({ action: "group.create", name: "crew@acme.example", profile: { name: "Crew" } }),
    ).toMatchObject({
      kind: "failed",
      failure: { kind: "conflict", message: `"crew@acme.example" is an alias of the group "${address}" (${group})` },
    });
  });

  it("is not read where an alias is not an address", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: eachEntry("groups", (entry) => ({ ...entry, aliases: [""] })) });
    expect(unread(await reader.observe(scope))["the list of groups"]).toMatch(/an alias is not an address/);
  });
});

describe("the accounts with a number", () => {
  it("do not include an account that has the value as another identifier", async () => {
    const { reader, url } = await start({ accounts: [{ name: "ada", number: "1" }, { name: "bob" }] });
    const changed = await fetch(`${url}/admin/directory/v1/users/bob@acme.example`, {
      method: "PATCH",
      headers: { authorization: "Bearer contract-token", "content-type": "application/json" },
      body: JSON.stringify({ externalIds: [{ type: "login_id", value: "1" }] }),
    });
    expect(changed.status).toBe(200);
    expect(await reader.accountsByNumber("1")).toMatchObject({ value: [{ address: "ada@acme.example" }] });
  });

  it("are found for a number with a quote, and not known for one that Google's search cannot express", async () => {
    const { reader, wire } = await start({
      accounts: [
        { name: "ada", number: "7'" },
        { name: "bob", number: "7" },
      ],
    });
    expect(await reader.accountsByNumber("7'")).toMatchObject({ value: [{ address: "ada@acme.example" }] });
    const sent = wire?.requests().length;
    expect(await reader.accountsByNumber("7\\")).toMatchObject({ kind: "unknown" });
    expect(wire?.requests()).toHaveLength(sent ?? -1);
  });
});
