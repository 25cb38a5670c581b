import { describe, expect, it } from "vitest";
import { aTenant, group, reasonIn, refusalIn, user } from "./tenant.ts";
import type { Tenant } from "./tenant.ts";

const ENG = "eng@acme.example";

async function readMembers(tenant: Tenant, size = 200): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const next: string = token === undefined ? "" : `&pageToken=${token}`;
    const { body } = await tenant.get(`groups/${ENG}/members?maxResults=${size}${next}`);
    pages += 1;
    if (body.members?.length === 0) throw new Error("an empty list must have no key");
    ids.push(...(body.members ?? []).map((member: { id: string }) => member.id));
    token = body.nextPageToken;
  } while (token !== undefined);
  return { ids, pages };
}

describe("the members of a group", () => {
  it.each([
    [0, 1],
    [1, 1],
    [199, 1],
    [200, 1],
    [201, 2],
    [1000, 5],
    [1001, 6],
  ])("are read completely: %i members in %i pages, each person once", async (count, expectedPages) => {
    const users = Array.from({ length: count }, (_, n) => user(`u${n}`));
    const members = users.map(({ primaryEmail }) => ({ email: primaryEmail, role: "MEMBER" as const }));
    const tenant = await aTenant({ users, groups: [group("eng", { members })] });
    const { ids, pages } = await readMembers(tenant, 1000);
    expect(pages).toBe(expectedPages);
    expect(new Set(ids)).toEqual(new Set(tenant.state.users().map(({ id }) => id)));
    expect(ids).toHaveLength(count);
    expect((await tenant.get(`groups/${ENG}`)).body.directMembersCount).toBe(String(count));
  });

  it("are neither repeated nor skipped when a member is removed between two pages", async () => {
    const users = ["a", "b", "c", "d"].map((name) => user(name));
    const members = users.map(({ primaryEmail }) => ({ email: primaryEmail, role: "MEMBER" as const }));
    const tenant = await aTenant({ users, groups: [group("eng", { members })] });
    const first = await tenant.get(`groups/${ENG}/members?maxResults=2`);
    await tenant.call("DELETE", `groups/${ENG}/members/a@acme.example`);
    const next = await tenant.get(`groups/${ENG}/members?maxResults=2&pageToken=${first.body.nextPageToken}`);
    expect(next.body.members.map((member: { email: string }) => member.email)).toEqual([
      "c@acme.example",
      "d@acme.example",
    ]);
  });

  it("are not read with a token that is invented, of another list, or three days old", async () => {
    const users = ["a", "b"].map((name) => user(name));
    const members = users.map(({ primaryEmail }) => ({ email: primaryEmail, role: "MEMBER" as const }));
    const tenant = await aTenant({ users, groups: [group("eng", { members })] });
    const token = (await tenant.get(`groups/${ENG}/members?maxResults=1`)).body.nextPageToken;
    const refused = async (query: string) => refusalIn(await tenant.get(`groups/${ENG}/members?${query}`));
    expect(await refused("pageToken=nonsense")).toEqual([400, "invalid", "Invalid Input: pageToken"]);
    expect(await refused(`roles=OWNER&pageToken=${token}`)).toEqual([400, "invalid", "Invalid Input: pageToken"]);
    expect(await refused("maxResults=0")).toEqual([400, "invalid", "Invalid Input: maxResults"]);
    tenant.clock.pass(3 * 24 * 3_600_000 + 1);
    expect(await refused(`maxResults=1&pageToken=${token}`)).toEqual([400, "invalid", "Invalid Input: pageToken"]);
  });

  it("are filtered by role and show the status of their accounts", async () => {
    const tenant = await aTenant({
      users: [user("ada"), user("bob", { suspended: true })],
      groups: [
        group("eng", {
          members: [
            { email: "ada@acme.example", role: "OWNER" },
            { email: "bob@acme.example", role: "MANAGER" },
            { type: "CUSTOMER", role: "MEMBER" },
          ],
        }),
      ],
    });
    const { body } = await tenant.get(`groups/${ENG}/members?roles=OWNER,MANAGER`);
    expect(body.members).toMatchObject([
      { email: "ada@acme.example", role: "OWNER", type: "USER", status: "ACTIVE" },
      { email: "bob@acme.example", role: "MANAGER", type: "USER", status: "SUSPENDED" },
    ]);
    const everyone = (await tenant.get(`groups/${ENG}/members?roles=MEMBER`)).body.members;
    expect(everyone).toMatchObject([{ type: "CUSTOMER", id: expect.stringMatching(/^C/) }]);
    expect(everyone[0]).not.toHaveProperty("email");
  });
});

describe("a membership", () => {
  const world = { users: [user("ada"), user("bob")], groups: [group("eng"), group("all"), group("top")] };

  it("is added, changed in role and removed, by any key of the member", async () => {
    const tenant = await aTenant(world);
    const added = await tenant.call("POST", `groups/${ENG}/members`, { email: "Ada@acme.example", role: "MEMBER" });
    expect(added).toMatchObject({ status: 200, body: { email: "ada@acme.example", delivery_settings: "ALL_MAIL" } });
    expect((await tenant.call("PATCH", `groups/${ENG}/members/${added.body.id}`, { role: "OWNER" })).body.role).toBe(
      "OWNER",
    );
    expect((await tenant.call("PUT", `groups/${ENG}/members/ada@acme.example`, { role: "MANAGER" })).body.role).toBe(
      "MANAGER",
    );
    expect(tenant.state.membersOf(ENG)).toMatchObject([{ email: "ada@acme.example", role: "MANAGER" }]);
    expect((await tenant.call("DELETE", `groups/${ENG}/members/ADA@acme.example`)).status).toBe(204);
    expect(tenant.state.membersOf(ENG)).toEqual([]);
  });

  it("is not added twice, and cannot be removed or changed when it does not exist", async () => {
    const tenant = await aTenant(world);
    const { id } = (await tenant.call("POST", `groups/${ENG}/members`, { email: "ada@acme.example" })).body;
    const again = await tenant.call("POST", `groups/${ENG}/members`, { id, role: "OWNER" });
    expect(refusalIn(again)).toEqual([409, "duplicate", "Member already exists."]);
    expect(tenant.state.membersOf(ENG)).toMatchObject([{ role: "MEMBER" }]);
    const absent = [404, "notFound", "Resource Not Found: memberKey"];
    expect(refusalIn(await tenant.call("DELETE", `groups/${ENG}/members/bob@acme.example`))).toEqual(absent);
    expect(refusalIn(await tenant.call("PUT", `groups/${ENG}/members/bob@acme.example`, {}))).toEqual(absent);
    expect(refusalIn(await tenant.get(`groups/${ENG}/members/bob@acme.example`))).toEqual(absent);
    expect(refusalIn(await tenant.get("groups/nobody@acme.example/members"))).toEqual([
      404,
      "notFound",
      "Resource Not Found: groupKey",
    ]);
  });

  it("needs an existing member, unless the address is outside the tenant", async () => {
    const tenant = await aTenant(world);
    const add = (body: unknown) => tenant.call("POST", `groups/${ENG}/members`, body);
    expect(refusalIn(await add({ email: "nobody@acme.example" }))).toEqual([
      404,
      "notFound",
      "Resource Not Found: memberKey",
    ]);
    expect(refusalIn(await add({ role: "MEMBER" }))).toEqual([400, "required", "Missing required field: email"]);
    expect(refusalIn(await add({ email: "ada@acme.example", role: "BOSS" }))).toEqual([
      400,
      "invalid",
      "Invalid Input: role",
    ]);
    const guest = await add({ email: "Guest@partner.example" });
    expect(guest.body).toMatchObject({ email: "guest@partner.example", id: expect.stringMatching(/^\d+$/) });
    expect(guest.body).not.toHaveProperty("status");
    expect(
      (await tenant.call("POST", "groups/all@acme.example/members", { email: "guest@partner.example" })).body.id,
    ).toBe(guest.body.id);
    expect((await tenant.call("DELETE", `groups/${ENG}/members/guest@partner.example`)).status).toBe(204);
  });

  it("can nest groups, but not in a circle", async () => {
    const tenant = await aTenant(world);
    const nest = (outer: string, inner: string) =>
      tenant.call("POST", `groups/${outer}@acme.example/members`, { email: `${inner}@acme.example` });
    expect((await nest("top", "all")).body.type).toBe("GROUP");
    expect((await nest("all", "eng")).status).toBe(200);
    expect(reasonIn(await nest("eng", "top"))).toEqual([412, "conditionNotMet"]);
    expect(reasonIn(await nest("eng", "eng"))).toEqual([412, "conditionNotMet"]);
    await tenant.call("POST", `groups/${ENG}/members`, { email: "ada@acme.example", role: "OWNER" });
    const derived = await tenant.get("groups/top@acme.example/members?includeDerivedMembership=true");
    expect(
      derived.body.members.map((member: { email: string; role: string }) => [member.email, member.role]),
    ).toContainEqual(["ada@acme.example", "MEMBER"]);
    const has = async (key: string) => (await tenant.get(`groups/top@acme.example/hasMember/${key}`)).body;
    expect(await has("ada@acme.example")).toEqual({ isMember: true });
    expect(await has("bob@acme.example")).toEqual({ isMember: false });
    expect((await has("guest@partner.example")).error.errors[0].reason).toBe("invalid");
    await tenant.call("DELETE", "groups/all@acme.example");
    expect(tenant.state.membersOf("top@acme.example")).toEqual([]);
  });
});
