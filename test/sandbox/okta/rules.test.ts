import { describe, expect, it } from "vitest";
import { anOrg, aUser, everyPage, refusalIn } from "./org.ts";
import type { OktaOrg } from "./org.ts";

const seed = {
  users: [
    aUser("ada", { profile: { department: "Sales" } }),
    aUser("bob", { profile: { department: "Sales" } }),
    aUser("cyn", { profile: { department: "Legal" } }),
  ],
  groups: [
    { name: "Sales", members: ["bob@acme.example"] },
    { name: "Imported", type: "APP_GROUP" as const },
  ],
};
const withRule = {
  ...seed,
  rules: [{ name: "Sales people", expression: 'user.department=="Sales"', groups: ["Sales"] }],
};

function aRule(org: OktaOrg, changes: object = {}): object {
  return {
    type: "group_rule",
    name: "Sales people",
    conditions: { expression: { type: "urn:okta:expression:1.0", value: 'user.department == "Sales"' } },
    actions: { assignUserToGroups: { groupIds: [org.idOf("Sales")] } },
    ...changes,
  };
}

function members(org: OktaOrg): Readonly<Record<string, string>> {
  return Object.fromEntries(
    org.state.membersOf("Sales").map(({ login, by }) => [login.replace("@acme.example", ""), by]),
  );
}

describe("a rule", () => {
  it("does nothing until it is activated, then assigns all matching users", async () => {
    const org = await anOrg(seed);
    const created = await org.call("POST", "groups/rules", aRule(org));
    expect(created.body).toMatchObject({ status: "INACTIVE" });
    expect(created.body.id).toMatch(/^0pr\w{17}$/);
    expect(members(org)).toEqual({ bob: "hand" });
    expect((await org.call("POST", `groups/rules/${created.body.id}/lifecycle/activate`)).status).toBe(204);
    expect(members(org)).toEqual({ ada: "rule", bob: "hand" });
  });

  it("follows changes of the users, but keeps users who were added by hand", async () => {
    const org = await anOrg(withRule);
    const move = (who: string, department: string) =>
      org.call("POST", `users/${org.idOf(who)}`, { profile: { department } });
    await move("cyn", "Sales");
    expect(members(org)).toEqual({ ada: "rule", bob: "hand", cyn: "rule" });
    for (const who of ["ada", "bob"]) await move(who, "Legal");
    expect(members(org)).toEqual({ bob: "hand", cyn: "rule" });
  });

  it("skips a user after a manual removal", async () => {
    const org = await anOrg(withRule);
    const ada = org.idOf("ada");
    await org.call("DELETE", `groups/${org.idOf("Sales")}/users/${ada}`);
    expect(org.state.rules()).toMatchObject([{ excluded: [ada] }]);
    await org.call("POST", `users/${ada}`, { profile: { title: "Lead" } });
    expect(members(org)).toEqual({ bob: "hand" });
  });

  it("no longer controls a member who is added by hand", async () => {
    const org = await anOrg(withRule);
    await org.call("PUT", `groups/${org.idOf("Sales")}/users/${org.idOf("ada")}`);
    await org.call("POST", `users/${org.idOf("ada")}`, { profile: { department: "Legal" } });
    expect(members(org)).toEqual({ ada: "hand", bob: "hand" });
  });

  it("shares a member with another rule: a user who matches one of them stays", async () => {
    const rules = [...withRule.rules, { name: "Leads", expression: 'user.title=="Lead"', groups: ["Sales"] }];
    const org = await anOrg({ ...seed, rules });
    const change = (profile: object) => org.call("POST", `users/${org.idOf("ada")}`, { profile });
    await change({ title: "Lead" });
    await change({ department: "Legal" });
    expect(members(org)).toEqual({ ada: "rule", bob: "hand" });
    await change({ title: null });
    expect(members(org)).toEqual({ bob: "hand" });
  });

  it("keeps deactivated users", async () => {
    const gone = aUser("dan", { status: "DEPROVISIONED", profile: { department: "Sales" } });
    const org = await anOrg({ ...withRule, users: [...seed.users, gone] });
    expect(members(org)).toEqual({ ada: "rule", bob: "hand" });
  });

  it("takes effect later where effects lag", async () => {
    const org = await anOrg(withRule, { ruleLagMs: 5000 });
    expect(members(org)).toEqual({ ada: "rule", bob: "hand" });
    await org.call("POST", `users/${org.idOf("cyn")}`, { profile: { department: "Sales" } });
    expect(members(org)).not.toHaveProperty("cyn");
    org.clock.pass(5000);
    expect(members(org)).toHaveProperty("cyn");
  });

  it.each([
    [true, { bob: "hand" }],
    [false, { ada: "rule", bob: "hand" }],
  ])("leaves these members when it is deleted with removeUsers=%s: %j", async (removeUsers, left) => {
    const org = await anOrg(withRule);
    const path = `groups/rules/${org.state.rules()[0]!.id}`;
    expect((await org.call("DELETE", `${path}?removeUsers=${removeUsers}`)).status).toBe(202);
    expect(members(org)).toEqual(left);
    expect(refusalIn(await org.get(path))).toEqual([404, "E0000007"]);
  });

  it("keeps its members and assigns no more users when it is deactivated", async () => {
    const org = await anOrg(withRule);
    await org.call("POST", `groups/rules/${org.state.rules()[0]!.id}/lifecycle/deactivate`);
    await org.call("POST", `users/${org.idOf("cyn")}`, { profile: { department: "Sales" } });
    expect(members(org)).toEqual({ ada: "rule", bob: "hand" });
  });

  it("becomes invalid when its group is deleted", async () => {
    const org = await anOrg(withRule);
    await org.call("DELETE", `groups/${org.idOf("Sales")}`);
    expect(org.state.rules()).toMatchObject([{ status: "INVALID" }]);
    const again = await org.call("POST", `groups/rules/${org.state.rules()[0]!.id}/lifecycle/activate`);
    expect(refusalIn(again)).toEqual([400, "E0000001"]);
  });

  it("can be edited only while inactive, except for its groups", async () => {
    const org = await anOrg(withRule);
    const path = `groups/rules/${org.state.rules()[0]!.id}`;
    const rename = () => org.call("PUT", path, aRule(org, { name: "Sellers" }));
    expect(refusalIn(await rename())).toEqual([400, "E0000001"]);
    await org.call("POST", `${path}/lifecycle/deactivate`);
    expect((await rename()).body).toMatchObject({ name: "Sellers" });
    const other = await org.call("POST", "groups", { profile: { name: "Other" } });
    const actions = { assignUserToGroups: { groupIds: [other.body.id] } };
    expect(refusalIn(await org.call("PUT", path, aRule(org, { actions })))).toEqual([400, "E0000001"]);
  });

  it("cannot be edited when it excludes a deleted user", async () => {
    const org = await anOrg(withRule);
    const ada = org.idOf("ada");
    const path = `groups/rules/${org.state.rules()[0]!.id}`;
    await org.call("DELETE", `groups/${org.idOf("Sales")}/users/${ada}`);
    await org.call("DELETE", `users/${ada}`);
    await org.call("DELETE", `users/${ada}`);
    await org.call("POST", `${path}/lifecycle/deactivate`);
    const { body } = await org.get(path);
    expect(body.conditions.people.users.exclude).toEqual([ada]);
    expect(refusalIn(await org.call("PUT", path, body))).toEqual([400, "E0000001"]);
  });

  it("is refused with a name too long or used, an imported group, or an invalid expression", async () => {
    const org = await anOrg(withRule);
    const create = async (changes: object) =>
      refusalIn(await org.call("POST", "groups/rules", aRule(org, { name: "New", ...changes })));
    expect(await create({ name: "x".repeat(51) })).toEqual([400, "E0000001"]);
    expect(await create({ name: "Sales people" })).toEqual([400, "E0000001"]);
    expect(await create({ actions: { assignUserToGroups: { groupIds: [org.idOf("Imported")] } } })).toEqual([
      400,
      "E0000001",
    ]);
    expect(await create({ type: "rule" })).toEqual([400, "E0000001"]);
    expect(await create({ actions: { assignUserToGroups: { groupIds: [] } } })).toEqual([400, "E0000001"]);
    const expression = { type: "urn:okta:expression:2.0", value: 'user.a=="b"' };
    expect(await create({ conditions: { expression } })).toEqual([400, "E0000001"]);
    for (const value of ['user.status=="ACTIVE"', "user.department=", 'department=="x"', "", 'user.a=="b" user.c=="d"'])
      expect(await create({ conditions: { expression: { type: "urn:okta:expression:1.0", value } } }), value).toEqual([
        400,
        "E0000001",
      ]);
    expect(org.state.rules()).toHaveLength(1);
  });

  it.each([
    ['user.department == "Sales" AND user.login != "ada@acme.example"', ["bob"]],
    ['String.stringContains(user.department, "ega") || String.startsWith(user.login, "a")', ["ada", "cyn"]],
    ['!(user.department == "Sales")', ["cyn"]],
  ])("understands %s", async (expression, expected) => {
    const org = await anOrg({
      users: seed.users,
      groups: [{ name: "Sales" }],
      rules: [{ name: "r", expression, groups: ["Sales"] }],
    });
    expect(Object.keys(members(org))).toEqual(expected);
  });
});

describe("a list of rules", () => {
  it("has pages, and the names of the groups on request", async () => {
    const rules = Array.from({ length: 60 }, (_, n) => ({
      name: `Rule ${n}`,
      expression: 'user.department=="Nowhere"',
      groups: ["Sales"],
    }));
    const org = await anOrg({ ...seed, rules });
    const pages = await everyPage(org, "groups/rules");
    expect(pages.map((page) => page.body.length)).toEqual([50, 10]);
    const [first] = (await org.get("groups/rules?expand=groupIdToGroupNameMap")).body;
    expect(first).toMatchObject({ _embedded: { groupIdToGroupNameMap: { [org.idOf("Sales")]: "Sales" } } });
  });
});
