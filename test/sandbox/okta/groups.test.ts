import { describe, expect, it } from "vitest";
import { anOrg, aUser, everyPage, namesIn, refusalIn } from "./org.ts";

const seed = {
  users: [aUser("ada"), aUser("bob")],
  groups: [
    { name: "Eng", description: "Builds it", members: ["ada@acme.example"], attributes: { costCode: "E1" } },
    { name: "English", type: "APP_GROUP" as const },
    { name: "Ops" },
  ],
};

describe("a list of groups", () => {
  it("is selected by filter, search and q", async () => {
    const org = await anOrg(seed);
    const find = async (parameter: string, text: string) =>
      namesIn(await org.get(`groups?${parameter}=${encodeURIComponent(text)}`));
    expect(await find("filter", 'type eq "OKTA_GROUP"')).toEqual(["Eng", "Ops"]);
    expect(await find("search", 'profile.name eq "Eng"')).toEqual(["Eng"]);
    expect(await find("search", 'profile.costCode eq "E1" or type eq "BUILT_IN"')).toEqual(["Everyone", "Eng"]);
    expect(await find("q", "eng")).toEqual(["Eng", "English"]);
    const bad = await org.get(`groups?filter=${encodeURIComponent('profile.name eq "Eng"')}`);
    expect(refusalIn(bad)).toEqual([400, "E0000053"]);
  });

  it("has at most 200 groups per page, for any limit in the query", async () => {
    const groups = Array.from({ length: 401 }, (_, n) => ({ name: `Group ${n}` }));
    const org = await anOrg({ groups });
    const pages = await everyPage(org, "groups?limit=10000");
    expect(pages.map((page) => page.body.length)).toEqual([200, 200, 2]);
    expect(new Set(pages.flatMap(namesIn)).size).toBe(402);
  });

  it("has pages of the org's maximum size", async () => {
    const org = await anOrg(seed, { groupPageMax: 3 });
    expect((await everyPage(org, "groups")).map((page) => page.body.length)).toEqual([3, 1]);
  });

  it("shows an earlier state in a search where the index lags", async () => {
    const org = await anOrg(seed, { searchLagMs: 1000 });
    await org.call("PUT", `groups/${org.idOf("Ops")}`, { profile: { name: "Operations" } });
    await org.call("POST", "groups", { profile: { name: "Law" } });
    const found = async () => namesIn(await org.get(`groups?search=${encodeURIComponent('type eq "OKTA_GROUP"')}`));
    expect(await found()).toEqual(["Eng", "Ops"]);
    expect(namesIn(await org.get("groups"))).toEqual(["Everyone", "Eng", "English", "Operations", "Law"]);
    org.clock.pass(1000);
    expect(await found()).toEqual(["Eng", "Operations", "Law"]);
  });

  it("has the number of users on request", async () => {
    const org = await anOrg(seed);
    const { body } = await org.get("groups?q=Eng&expand=stats");
    expect(body[0]).toMatchObject({ _embedded: { stats: { usersCount: 1 } } });
    expect((await org.get("groups?q=Eng")).body[0]).not.toHaveProperty("_embedded");
  });

  it("can select groups by the time of a change", async () => {
    const org = await anOrg(seed);
    org.clock.pass(1000);
    await org.call("PUT", `groups/${org.idOf("Ops")}/users/${org.idOf("ada")}`);
    const since = '"2027-01-04T09:00:00.000Z"';
    const changed = `type eq "OKTA_GROUP" and (lastUpdated gt ${since} or lastMembershipUpdated gt ${since})`;
    expect(namesIn(await org.get(`groups?filter=${encodeURIComponent(changed)}`))).toEqual(["Ops"]);
  });
});

describe("a group", () => {
  it("is created, replaced completely and deleted", async () => {
    const org = await anOrg(seed);
    const created = await org.call("POST", "groups", { profile: { name: "Legal", description: "Reads it" } });
    expect(created.body).toMatchObject({ type: "OKTA_GROUP", profile: { name: "Legal", description: "Reads it" } });
    expect(created.body.id).toMatch(/^00g\w{17}$/);
    const path = `groups/${created.body.id}`;
    await org.call("PUT", path, { profile: { name: "Lawyers" } });
    expect((await org.get(path)).body.profile).toEqual({ name: "Lawyers" });
    expect((await org.call("DELETE", path)).status).toBe(204);
    expect(refusalIn(await org.get(path))).toEqual([404, "E0000007"]);
  });

  it("loses the custom attributes that a replacement omits", async () => {
    const org = await anOrg(seed);
    await org.call("PUT", `groups/${org.idOf("Eng")}`, { profile: { name: "Eng" } });
    expect(org.state.groups().find(({ name }) => name === "Eng")!.profile).toEqual({ name: "Eng" });
  });

  it("is refused without a name, with a used name, or with an unknown attribute", async () => {
    const org = await anOrg(seed);
    const create = async (profile: object) => refusalIn(await org.call("POST", "groups", { profile }));
    expect(await create({ description: "no name" })).toEqual([400, "E0000001"]);
    expect(await create({ name: "Eng" })).toEqual([400, "E0000001"]);
    for (const profile of [
      { name: "Law", colour: "red" },
      { name: "x".repeat(256) },
      { name: "Law", description: "x".repeat(1025) },
      { name: "Law", description: 7 },
    ])
      expect(await create(profile)).toEqual([400, "E0000001"]);
    const rename = await org.call("PUT", `groups/${org.idOf("Ops")}`, { profile: { name: "Eng" } });
    expect(refusalIn(rename)).toEqual([400, "E0000001"]);
    expect(refusalIn(await org.call("POST", "groups", { name: "Law" }))).toEqual([400, "E0000003"]);
    expect(org.state.groups()).toHaveLength(4);
  });

  it("keeps its profile when it is imported or built in; the built-in group cannot be deleted", async () => {
    const org = await anOrg(seed);
    for (const name of ["English", "Everyone"]) {
      const answer = await org.call("PUT", `groups/${org.idOf(name)}`, { profile: { name: "Mine" } });
      expect(refusalIn(answer)).toEqual([403, "E0000006"]);
    }
    expect(refusalIn(await org.call("DELETE", `groups/${org.idOf("Everyone")}`))).toEqual([403, "E0000006"]);
    expect((await org.call("DELETE", `groups/${org.idOf("English")}`)).status).toBe(204);
  });
});
