import { afterEach, describe, expect, it } from "vitest";
import type { SandboxReply } from "../../../src/sandbox/core/exchange.ts";
import { oktaCandidate, oktaSubject } from "../../contract/okta-subject.ts";
import { people, scopeFor, unread, complete, type World } from "../../contract/world.ts";

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
const scope = scopeFor(oktaCandidate, "Crew");

/** Changes the entries of a list and keeps all other fields. */
const eachEntry =
  (change: (entry: Record<string, unknown>) => unknown) =>
  (reply: SandboxReply): SandboxReply => ({
    ...reply,
    body: (reply.body as Record<string, unknown>[]).map(change),
  });

const counted = (usersCount: number) =>
  eachEntry((group) => ({ ...group, _embedded: { stats: { usersCount, appsCount: 0, groupPushMappingsCount: 0 } } }));

describe("a connection that breaks inside a response", () => {
  it("is detected immediately, long before the timeout", async () => {
    // The timeout of one hour is longer than the test.
    const { reader, wire } = await start(crew, {}, { requestTimeout: 3_600_000 });
    wire?.fault("users", { kind: "drop" });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/the connection to Okta broke/);
  });
});

describe("a long list of members", () => {
  const many = people(450);
  const all: World = { accounts: many, groups: [{ name: "Crew", members: many.map(({ name }) => name) }] };
  const pagesOf = ({ wire }: Subject) =>
    wire
      ?.requests()
      .filter(({ path, status }) => path.endsWith("/users") && path.includes("/groups/") && status === 200).length;

  it("is read in one page of at most 1,000", async () => {
    const subject = await start(all);
    expect(complete(await subject.reader.observe(scope)).memberships).toHaveLength(450);
    expect(pagesOf(subject)).toBe(1);
  });

  it("is read in the pages that the organization gives", async () => {
    const subject = await start(all, { memberPageMax: 200 });
    expect(complete(await subject.reader.observe(scope)).memberships).toHaveLength(450);
    expect(pagesOf(subject)).toBe(3);
  });

  it.each([
    [["1000"], 3],
    [["1000", "200"], 9],
  ])("is read in smaller pages where pages of %j take too long", async (slow, pages) => {
    const subject = await start(all);
    subject.wire?.fault("members", {
      kind: "rewrite",
      rewrite: (reply, { query }) =>
        slow.includes(query.get("limit") ?? "")
          ? { status: 500, body: { errorCode: "E0000009", errorSummary: "timeout" } }
          : reply,
    });
    expect(complete(await subject.reader.observe(scope)).memberships).toHaveLength(450);
    expect(pagesOf(subject)).toBe(pages);
  });
});

describe("invalid responses of Okta", () => {
  it("are reported for a next link that leads back", async () => {
    const { reader, wire, url } = await start(crew);
    const links = [{ rel: "next", href: `${url}/api/v1/users?limit=200` }];
    wire?.fault("users", { kind: "rewrite", rewrite: (reply) => ({ ...reply, links }) });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/links back/);
  });

  it("are reported for endless next links", async () => {
    const { reader, wire, url } = await start(crew);
    let page = 0;
    wire?.fault("users", {
      kind: "rewrite",
      rewrite: (reply) => ({ ...reply, links: [{ rel: "next", href: `${url}/api/v1/users?page=${(page += 1)}` }] }),
    });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/had no new entry/);
    expect(page).toBeLessThan(60);
  });

  it("are reported for an unknown status", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("users", { kind: "rewrite", rewrite: eachEntry((user) => ({ ...user, status: "HIBERNATING" })) });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/unknown status "HIBERNATING"/);
  });

  it("are reported for an unknown group type", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: eachEntry((group) => ({ ...group, type: "CLOUD_GROUP" })) });
    expect(unread(await reader.observe(scope))["the list of groups"]).toMatch(/unknown type "CLOUD_GROUP"/);
  });

  it("are reported for an entry without an id", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("members", { kind: "rewrite", rewrite: eachEntry(({ id: _id, ...user }) => user) });
    expect(unread(await reader.observe(scope))['the members of "Crew"']).toMatch(/no id/);
  });
});

describe("a truncated list", () => {
  it("of users is detected by the count of the built-in group", async () => {
    const { reader, wire } = await start({ accounts });
    wire?.fault("users", { kind: "cut-page" });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(
      /ended after 2 accounts, but "Everyone" has 5/,
    );
  });

  it("of users is detected by a group member who is not listed, without the built-in group", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: eachEntry(({ _embedded: _count, ...group }) => group) });
    wire?.fault("users", { kind: "cut-page" });
    expect(unread(await reader.observe(scope))["the list of users"]).toMatch(/omits 3 accounts/);
  });

  it("of groups is detected by a rule that assigns a group that is not listed", async () => {
    const groups = [{ name: "First" }, { name: "Second" }, { name: "Third", ruleFed: true }];
    const { reader, wire } = await start({ accounts, groups });
    wire?.fault("groups", { kind: "cut-page" });
    expect(unread(await reader.observe(scope))["the list of groups"]).toMatch(/omits 00g.*rule/);
  });

  it("of rules makes the assigned groups unknown", async () => {
    const { reader, wire } = await start(crew);
    wire?.faultAnywhere({ kind: "status", status: 500 }, { path: "/api/v1/groups/rules" });
    expect(Object.keys(unread(await reader.observe(scope)))).toEqual(["the group rules"]);
  });
});

it("requests smaller pages if Okta needs too long", async () => {
  const subject = await start({ accounts: people(120) });
  subject.wire?.fault("users", {
    kind: "rewrite",
    rewrite: (reply, { query }) =>
      query.get("limit") === "200" ? { status: 500, body: { errorCode: "E0000009", errorSummary: "timeout" } } : reply,
  });
  expect(complete(await subject.reader.observe(scopeFor(oktaCandidate))).accounts).toHaveLength(120);
});

describe("an outdated count", () => {
  it("is read again and then accepted", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: counted(6) }, { times: 1 });
    expect(complete(await reader.observe(scope)).memberships).toHaveLength(5);
  });

  it("makes the members unknown if it stays too high", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: counted(6) });
    expect(unread(await reader.observe(scope))['the members of "Crew"']).toMatch(/ended after 5 of 6/);
  });

  it("may be lower than the number of members", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("groups", { kind: "rewrite", rewrite: counted(1) });
    expect(complete(await reader.observe(scope)).memberships).toHaveLength(5);
  });
});

describe("pages that change under the reader", () => {
  it("restart after an expired cursor without mixed or missing entries", async () => {
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
    expect(complete(await subject.reader.observe(scopeFor(oktaCandidate))).accounts).toHaveLength(401);
    expect(refusedOnce).toBe(true);
  });

  it("count an entry of two pages once", async () => {
    const { reader, wire } = await start(crew);
    wire?.fault("users", {
      kind: "rewrite",
      rewrite: (reply) => ({ ...reply, body: [...(reply.body as unknown[]), ...(reply.body as unknown[])] }),
    });
    expect(complete(await reader.observe(scope)).accounts).toHaveLength(5);
  });
});

it("reads every group's members on request", async () => {
  const { reader } = await start({ accounts, groups: [{ name: "A", members: ["p0000"] }, { name: "B" }] });
  const { membershipsRead, groups } = complete(await reader.observe({ ...scopeFor(oktaCandidate), allGroups: true }));
  expect(membershipsRead).toEqual(groups.map(({ id }) => id));
});

it("does not accept the short form of a login as an address", async () => {
  const { reader } = await start({ accounts: [{ name: "ada" }] });
  expect(await reader.accountByAddress("ada")).toMatchObject({ kind: "unknown" });
  expect(await reader.accountByAddress("ada/../../groups@acme.example")).toMatchObject({ kind: "unknown" });
  expect(await reader.accountById("../groups")).toMatchObject({ kind: "unknown" });
});

it("reports two groups with the same name as unknown", async () => {
  const { reader, wire } = await start({ groups: [{ name: "Twin" }] });
  const twice = (reply: SandboxReply): SandboxReply => {
    const [group] = reply.body as Record<string, unknown>[];
    return { ...reply, body: [group, { ...group, id: "00gTHEOTHER000000000" }] };
  };
  wire?.fault("groups", { kind: "rewrite", rewrite: twice });
  expect(await reader.groupByName("Twin")).toMatchObject({ kind: "unknown", failure: { kind: "conflict" } });
});

describe("the accounts with a number", () => {
  it("are read by id, because Okta's search is behind a write", async () => {
    const world = { accounts: [{ name: "ada", number: "1" }] };
    const { reader, url, clock } = await start(world, { searchLagMs: 10_000 });
    await clock.sleep(10_000);
    const changed = await fetch(`${url}/api/v1/users/ada@acme.example`, {
      method: "POST",
      headers: { authorization: "SSWS contract-token", "content-type": "application/json" },
      body: JSON.stringify({ profile: { employeeNumber: "2" } }),
    });
    expect(changed.status).toBe(200);
    expect(await reader.accountsByNumber("1")).toEqual({ kind: "absent" });
    expect(await reader.accountsByNumber("2")).toEqual({ kind: "absent" });
    await clock.sleep(10_000);
    expect(await reader.accountsByNumber("2")).toMatchObject({ value: [{ join: "2", address: "ada@acme.example" }] });
  });

  it("are found for a number with quotes and backslashes", async () => {
    const number = String.raw`7" or status eq \"ACTIVE`;
    const { reader } = await start({ accounts: [{ name: "ada", number }, { name: "bob" }] });
    expect(await reader.accountsByNumber(number)).toMatchObject({ value: [{ address: "ada@acme.example" }] });
  });
});
