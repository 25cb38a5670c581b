import { describe, expect, it } from "vitest";
import { checkOktaExchanges } from "../../contract/okta-openapi.ts";
import { anOrg, aUser, everyPage, refusalIn } from "./org.ts";
import type { Answer, OktaOrg } from "./org.ts";

const at = (name: string): string => `${name}@acme.example`;
const seed = {
  users: [aUser("ada"), aUser("bob"), aUser("cyn"), aUser("dee", { status: "DEPROVISIONED" as const })],
  groups: [{ name: "Eng", members: [at("bob"), at("cyn"), at("dee")] }],
  apps: [
    {
      label: "Wiki",
      attributes: ["seat"],
      users: [{ login: at("ada"), profile: { role: "editor" } }, { login: at("cyn") }],
      groups: [{ name: "Eng", profile: { role: "reader" } }],
    },
    { label: "Wiki Legacy", status: "INACTIVE" as const, signOnMode: "BOOKMARK" as const },
    { label: "Mail" },
  ],
};

const appId = ({ state }: OktaOrg, label: string): string => state.apps().find((app) => app.label === label)!.id;
const labels = ({ body }: Answer): readonly string[] => body.map(({ label }: { label: string }) => label);
const scopes = ({ state }: OktaOrg, id: string): readonly string[] =>
  state.usersOfApp(id).map(({ login, scope }) => `${login.replace("@acme.example", "")} ${scope}`);

async function checkedOrg(options: Parameters<typeof anOrg>[1] = {}) {
  const org = await anOrg(seed, options);
  return { org, check: checkOktaExchanges(org.sandbox), wiki: appId(org, "Wiki") };
}

describe("apps", () => {
  it("are listed by page, and by the beginning of the label", async () => {
    const { org, check, wiki } = await checkedOrg();
    const pages = await everyPage(org, "apps?limit=2");
    expect(pages.map(labels)).toEqual([["Wiki", "Wiki Legacy"], ["Mail"]]);
    expect(labels(await org.get("apps?q=wiki"))).toEqual(["Wiki", "Wiki Legacy"]);
    expect((await org.get(`apps/${wiki}`)).body).toMatchObject({ id: wiki, label: "Wiki", status: "ACTIVE" });
    expect(refusalIn(await org.get("apps/0oaX"))).toEqual([404, "E0000007"]);
    expect(check.violations()).toEqual([]);
  });

  it("list direct users with scope USER and members of their groups with scope GROUP, but no deactivated ones", async () => {
    const { org, check, wiki } = await checkedOrg();
    const { body, next } = await org.get(`apps/${wiki}/users`);
    expect(body.map(({ id, scope, profile }: Record<string, unknown>) => [id, scope, profile])).toEqual([
      [org.idOf("ada"), "USER", { role: "editor" }],
      [org.idOf("bob"), "GROUP", { role: "reader" }],
      [org.idOf("cyn"), "USER", {}],
    ]);
    expect(next).toBeUndefined();
    const pages = await everyPage(org, `apps/${wiki}/users?limit=1`);
    expect(pages.map((page) => page.body.length)).toEqual([1, 1, 1]);
    expect(check.violations()).toEqual([]);
  });

  it("have pages of 50 users without limit", async () => {
    const users = Array.from({ length: 60 }, (_, index) => aUser(`u${index}`));
    const org = await anOrg({ users, apps: [{ label: "Wiki", users: users.map(({ profile }) => profile) }] });
    const pages = await everyPage(org, `apps/${appId(org, "Wiki")}/users`);
    expect(pages.map(({ body }) => body.length)).toEqual([50, 10]);
    expect((await org.get(`apps/${appId(org, "Wiki")}/users?limit=500`)).body).toHaveLength(60);
  });

  it("are assigned to a user, whose profile is changed by attribute, and unassigned", async () => {
    const { org, check } = await checkedOrg();
    const [mail, wiki, bob] = [appId(org, "Mail"), appId(org, "Wiki"), org.idOf("bob")];
    const assigned = await org.call("POST", `apps/${mail}/users`, {
      id: bob,
      scope: "USER",
      profile: { email: at("b") },
    });
    expect([assigned.status, assigned.body.scope]).toEqual([200, "USER"]);
    const update = { profile: { displayName: "Bob", email: null } };
    expect((await org.call("POST", `apps/${mail}/users/${bob}`, update)).body.profile).toEqual({ displayName: "Bob" });
    expect((await org.get(`apps/${mail}/users/${bob}`)).body.profile).toEqual({ displayName: "Bob" });
    expect((await org.call("DELETE", `apps/${mail}/users/${bob}`)).status).toBe(204);
    expect(refusalIn(await org.call("DELETE", `apps/${mail}/users/${bob}`))).toEqual([404, "E0000007"]);
    const unknown = { id: bob, profile: { nonsense: "x" } };
    expect(refusalIn(await org.call("POST", `apps/${wiki}/users`, unknown))).toEqual([400, "E0000001"]);
    expect(refusalIn(await org.call("POST", `apps/${wiki}/users`, { id: org.idOf("dee") }))).toEqual([403, "E0000038"]);
    expect(check.violations()).toEqual([]);
  });

  it("are not unassigned from a user whose group has the app, also not where the user is assigned directly", async () => {
    const { org, wiki } = await checkedOrg();
    for (const name of ["bob", "cyn"])
      expect(refusalIn(await org.call("DELETE", `apps/${wiki}/users/${org.idOf(name)}`))).toEqual([403, "E0000046"]);
    await org.call("DELETE", `groups/${org.idOf("Eng")}/users/${org.idOf("cyn")}`);
    expect((await org.call("DELETE", `apps/${wiki}/users/${org.idOf("cyn")}`)).status).toBe(204);
    expect(scopes(org, wiki)).toEqual(["ada USER", "bob GROUP"]);
  });

  it("turn an assignment through a group into a direct one when it is assigned again", async () => {
    const { org, wiki } = await checkedOrg();
    await org.call("POST", `apps/${wiki}/users`, { id: org.idOf("bob"), scope: "USER" });
    expect(scopes(org, wiki)).toContain("bob USER");
  });

  it("are assigned to groups", async () => {
    const { org, check } = await checkedOrg();
    const [mail, eng] = [appId(org, "Mail"), org.idOf("Eng")];
    const path = `apps/${mail}/groups/${eng}`;
    expect(refusalIn(await org.get(path))).toEqual([404, "E0000007"]);
    expect((await org.call("PUT", path, {})).body).toMatchObject({ id: eng, priority: 0, profile: {} });
    expect((await org.get(`apps/${mail}/groups?limit=20`)).body).toHaveLength(1);
    expect(labels(await org.get(`groups/${eng}/apps`))).toEqual(["Wiki", "Mail"]);
    expect(scopes(org, mail)).toEqual(["bob GROUP", "cyn GROUP"]);
    expect((await org.call("DELETE", path)).status).toBe(204);
    expect(scopes(org, mail)).toEqual([]);
    expect(check.violations()).toEqual([]);
  });

  it("lose their direct users by a deactivation; a group gives the app back after a new activation", async () => {
    const { org, wiki } = await checkedOrg();
    const cyn = org.idOf("cyn");
    await org.call("POST", `users/${cyn}/lifecycle/deactivate`);
    expect(scopes(org, wiki)).toEqual(["ada USER", "bob GROUP"]);
    await org.call("POST", `users/${cyn}/lifecycle/activate?sendEmail=false`);
    expect(scopes(org, wiki)).toEqual(["ada USER", "bob GROUP", "cyn GROUP"]);
  });

  it("count under a limit of their own, which all requests below an app share", async () => {
    const { org, wiki } = await checkedOrg({ limits: { apps: 4, all: 100 } });
    expect((await org.get("apps")).status).toBe(200);
    expect((await org.get(`apps/${wiki}/users`)).status).toBe(200);
    expect(refusalIn(await org.get(`apps/${wiki}/users/${org.idOf("ada")}`))).toEqual([429, "E0000047"]);
    expect((await org.get(`apps/${wiki}`)).status).toBe(200);
  });
});
