import { afterEach, describe, expect, it } from "vitest";
import type { SandboxReply } from "../../../src/sandbox/core/exchange.ts";
import { oktaContender, oktaSubject } from "../../contract/okta-subject.ts";
import { people, scopeFor, unread, whole, type World } from "../../contract/world.ts";

type Subject = Awaited<ReturnType<typeof oktaSubject>>;
const open: Subject[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((subject) => subject.close()));
});

async function start(
  world: World,
  options: Parameters<typeof oktaSubject>[1] = {},
  timing: Parameters<typeof oktaSubject>[2] = {},
): Promise<Subject> {
  const subject = await oktaSubject(world, options, timing);
  open.push(subject);
  return subject;
}

const accounts = people(5);
const crew: World = { accounts, groups: [{ name: "Crew", members: accounts.map(({ name }) => name) }] };
const scope = scopeFor(oktaContender, "Crew");

/** Changes the entries of a list; every other field stays. */
const eachEntry =
  (change: (entry: Record<string, unknown>) => unknown) =>
  (reply: SandboxReply): SandboxReply => ({
    ...reply,
    body: (reply.body as Record<string, unknown>[]).map(change),
  });

const counted = (usersCount: number) =>
  eachEntry((group) => ({ ...group, _embedded: { stats: { usersCount, appsCount: 0, groupPushMappingsCount: 0 } } }));

describe("a connection that breaks inside an answer", () => {
  it("is noticed at once, long before the request's time is over", async () => {
    // With an hour for each try, waiting for the timeout would outlast the test.
    const { reader, wire } = await start(crew, {}, { requestTimeout: 3_600_000 });
    wire?.fault("users", { kind: "drop" });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/the connection to Okta broke/);
  });
});

describe("what Okta says that cannot be", () => {
  it("a next link that leads back", async () => {
    const { reader, wire, url } = await start(crew);
    const links = [{ rel: "next", href: `${url}/api/v1/users?limit=200` }];
    wire?.fault("users", { kind: "rewrite", rewrite: (reply) => ({ ...reply, links }) });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/leads back/);
  });

  it("next links without end", async () => {
    const { reader, wire, url } = await start(crew);
    let page = 0;
    wire?.fault("users", {
      kind: "rewrite",
      rewrite: (reply) => ({ ...reply, links: [{ rel: "next", href: `${url}/api/v1/users?page=${(page += 1)}` }] }),
    });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/had no new entry/);
    expect(page).toBeLessThan(60);
  });

  it("a status that is not known: nobody guesses what it means", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("users", { kind: "rewrite", rewrite: eachEntry((user) => ({ ...user, status: "HIBERNATING" })) });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(
      /status "HIBERNATING", which is not known/,
    );
  });

  it("a type of group that is not known", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: eachEntry((group) => ({ ...group, type: "CLOUD_GROUP" })) });
    expect(unread(await reader.observe(scope))["the list of groups"]).toMatch(/type "CLOUD_GROUP", which is not known/);
  });

  it("an entry without an id", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("members", { kind: "rewrite", rewrite: eachEntry(({ id: _id, ...user }) => user) });
    expect(unread(await reader.observe(scope))['the members of "Crew"']).toMatch(/no id/);
  });
});

describe("a list that ended early", () => {
  it("of users: the built-in group counts more people than were listed", async () => {
    const { reader, wire } = await start({ accounts });
    wire?.fault("users", { kind: "cut-page" });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(
      /ended after 2 accounts, but "Everyone" has 5/,
    );
  });

  it("of users: somebody is in a group who was not listed, even where nobody counts everyone", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: eachEntry(({ _embedded: _count, ...group }) => group) });
    wire?.fault("users", { kind: "cut-page" });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/leaves out 3 accounts/);
  });

  it("of groups: a rule assigns one that was not listed", async () => {
    const groups = [{ name: "First" }, { name: "Second" }, { name: "Third", ruleFed: true }];
    const { reader, wire } = await start({ accounts, groups });
    wire?.fault("groups", { kind: "cut-page" });
    expect(unread(await reader.observe(scope))["the list of groups"]).toMatch(/leaves out 00g.*rule/);
  });

  it("of rules: which groups are fed is not known", async () => {
    const { reader, wire } = await start(crew);
    wire?.faultAnywhere({ kind: "status", status: 500 }, { path: "/api/v1/groups/rules" });
    expect(Object.keys(unread(await reader.observe(scope)))).toEqual(["the group rules"]);
  });
});

it("asks for less at a time where Okta needs too long for a whole page", async () => {
  const subject = await start({ accounts: people(120) });
  subject.wire?.fault("users", {
    kind: "rewrite",
    rewrite: (reply, { query }) =>
      query.get("limit") === "200" ? { status: 500, body: { errorCode: "E0000009", errorSummary: "timeout" } } : reply,
  });
  expect(whole(await subject.reader.observe(scopeFor(oktaContender))).accounts).toHaveLength(120);
});

describe("a count that lags", () => {
  it("is read once more, and then believed", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: counted(6) }, { times: 1 });
    expect(whole(await reader.observe(scope)).memberships).toHaveLength(5);
  });

  it("that goes on to say more than there are leaves the members unknown", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: counted(6) });
    expect(unread(await reader.observe(scope))['the members of "Crew"']).toMatch(/ended after 5 of 6/);
  });

  it("may say fewer than there are: nobody is missing then", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: counted(1) });
    expect(whole(await reader.observe(scope)).memberships).toHaveLength(5);
  });
});

describe("pages that change under the reader", () => {
  it("an expired cursor begins the list anew, and nothing is mixed or missing", async () => {
    const subject = await start({ accounts: people(401) });
    let refusedOnce = false;
    subject.wire?.fault("users", {
      kind: "rewrite",
      rewrite: (reply, { query }) => {
        if (refusedOnce || !query.has("after")) return reply;
        refusedOnce = true;
        return { status: 400, body: { errorCode: "E0000031", errorSummary: "Invalid cursor." } };
      },
    });
    expect(whole(await subject.reader.observe(scopeFor(oktaContender))).accounts).toHaveLength(401);
    expect(refusedOnce).toBe(true);
  });

  it("an entry that two pages show counts once", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("users", {
      kind: "rewrite",
      rewrite: (reply) => ({ ...reply, body: [...(reply.body as unknown[]), ...(reply.body as unknown[])] }),
    });
    expect(whole(await reader.observe(scope)).accounts).toHaveLength(5);
  });
});

it("reads every group's members on request", async () => {
  const { reader } = await start({ accounts, groups: [{ name: "A", members: ["p0000"] }, { name: "B" }] });
  const { membershipsRead, groups } = whole(await reader.observe({ ...scopeFor(oktaContender), allGroups: true }));
  expect(membershipsRead).toEqual(groups.map(({ id }) => id));
});

it("takes the short form of somebody's login for nobody's address", async () => {
  const { reader } = await start({ accounts: [{ name: "ada" }] });
  expect(await reader.accountByAddress("ada")).toMatchObject({ kind: "unknown" });
  expect(await reader.accountByAddress("ada/../../groups@acme.example")).toMatchObject({ kind: "unknown" });
  expect(await reader.accountById("../groups")).toMatchObject({ kind: "unknown" });
});

it("does not choose between two groups of one name", async () => {
  const { reader, wire } = await start({ groups: [{ name: "Twin" }] });
  const twice = (reply: SandboxReply): SandboxReply => {
    const [group] = reply.body as Record<string, unknown>[];
    return { ...reply, body: [group, { ...group, id: "00gTHEOTHER000000000" }] };
  };
  wire?.fault("groups", { kind: "rewrite", rewrite: twice });
  expect(await reader.groupByName("Twin")).toMatchObject({ kind: "unknown", failure: { kind: "conflict" } });
});
