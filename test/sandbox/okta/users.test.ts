import { describe, expect, it } from "vitest";
import { anOrg, aUser, everyPage, namesIn, refusalIn } from "./org.ts";
import type { OktaOrg } from "./org.ts";

const dee = { login: "dee@acme.example", email: "dee@acme.example", firstName: "Dee", lastName: "Example" };

describe("a list of users", () => {
  const users = [
    aUser("ada", { profile: { department: "Sales" } }),
    aUser("bob", { status: "SUSPENDED" }),
    aUser("cyn", { status: "DEPROVISIONED", profile: { department: "Sales" } }),
  ];

  it("hides deactivated users unless a filter or a search selects them", async () => {
    const org = await anOrg({ users });
    const list = async (query: string) => namesIn(await org.get(`users${query}`));
    expect(await list("")).toEqual(["ada", "bob"]);
    expect(await list("?q=cyn")).toEqual([]);
    expect(await list(`?filter=${encodeURIComponent('status eq "DEPROVISIONED"')}`)).toEqual(["cyn"]);
    expect(await list(`?search=${encodeURIComponent('profile.department eq "Sales"')}`)).toEqual(["ada", "cyn"]);
  });

  it("has at most 200 users per page, with links through all pages", async () => {
    const many = Array.from({ length: 450 }, (_, n) => aUser(`user${n}`));
    const org = await anOrg({ users: many });
    const pages = await everyPage(org, "users?limit=5000");
    expect(pages.map((page) => page.body.length)).toEqual([200, 200, 50]);
    expect(new Set(pages.flatMap(namesIn)).size).toBe(450);
    expect((await org.get("users")).body).toHaveLength(200);
  });

  it("refuses a cursor of another list, a changed one, and an expired one", async () => {
    const org = await anOrg({ users }, { cursorLifeMs: 60_000 });
    const { next } = await org.get("users?limit=1");
    const after = new URLSearchParams(next!.split("?")[1]).get("after")!;
    expect(refusalIn(await org.get(`groups?limit=1&after=${after}`))).toEqual([400, "E0000001"]);
    expect(refusalIn(await org.get(`users?limit=1&after=${after.slice(3)}`))).toEqual([400, "E0000001"]);
    expect((await org.get(next!)).status).toBe(200);
    org.clock.pass(60_001);
    expect(refusalIn(await org.get(next!))).toEqual([400, "E0000001"]);
  });

  it("refuses an invalid page size and invalid fields", async () => {
    const org = await anOrg({ users });
    for (const query of ["limit=0", "limit=two", "limit=1.5", "fields=", "sortOrder=up&search=id%20pr"])
      expect(refusalIn(await org.get(`users?${query}`)), query).toEqual([400, "E0000001"]);
  });

  it("has the first few users and no next page for a picker", async () => {
    const org = await anOrg({ users: Array.from({ length: 12 }, (_, n) => aUser(`eva${n}`)) });
    const picked = await org.get("users?q=EVA");
    expect([picked.body.length, picked.next]).toEqual([10, undefined]);
  });

  it("has only the requested fields", async () => {
    const org = await anOrg({ users });
    const { body } = await org.get("users?fields=id,status,profile:(login)");
    expect(body[1]).toEqual({
      id: org.idOf("bob"),
      status: "SUSPENDED",
      profile: { login: "bob@acme.example" },
      _links: expect.anything(),
    });
  });

  it.each(["filter", "search"])("refuses an invalid %s", async (parameter) => {
    const org = await anOrg({ users });
    const code = parameter === "filter" ? "E0000053" : "E0000031";
    const find = (text: string) => org.get(`users?${parameter}=${encodeURIComponent(text)}`);
    for (const text of ["nonsense", 'id ne "x"', 'id eq "x" and', '(id eq "x"', 'password eq "x"', "id eq x"])
      expect(refusalIn(await find(text)), text).toEqual([400, code]);
  });

  it("can be filtered by the documented attributes and by time only", async () => {
    const org = await anOrg({ users });
    const find = (text: string) => org.get(`users?filter=${encodeURIComponent(text)}`);
    expect(refusalIn(await find('profile.department eq "Sales"'))).toEqual([400, "E0000053"]);
    org.clock.pass(1000);
    await org.call("POST", `users/${org.idOf("ada")}`, { profile: { title: "Lead" } });
    expect(namesIn(await find('lastUpdated gt "2027-01-04T09:00:00.000Z"'))).toEqual(["ada"]);
    const either =
      '(status eq "SUSPENDED" or profile.login eq "ADA@acme.example") and lastUpdated le "2027-01-04T09:00:00Z"';
    expect(namesIn(await find(either))).toEqual(["bob"]);
  });

  it("can be searched by custom attributes, lists and flags, and by parts of names and addresses only", async () => {
    const lists = [aUser("ada", { profile: { teams: ["red", "blue"], onCall: true } }), aUser("bob")];
    const org = await anOrg({ users: lists });
    const find = (text: string) => org.get(`users?search=${encodeURIComponent(text)}`);
    for (const text of [
      'profile.teams eq "blue"',
      "profile.onCall eq true",
      "profile.teams pr",
      'profile.login co "DA@"',
    ])
      expect(namesIn(await find(text)), text).toEqual(["ada"]);
    expect(namesIn(await find('profile.login sw "b"'))).toEqual(["bob"]);
    expect(refusalIn(await find('profile.department co "a"'))).toEqual([400, "E0000031"]);
  });

  it("sorts a search, and keeps the order over its pages", async () => {
    const org = await anOrg({ users: [aUser("ada"), aUser("cyn"), aUser("bob")] });
    const query = `search=${encodeURIComponent('status eq "ACTIVE"')}&sortBy=profile.login&sortOrder=desc&limit=2`;
    const pages = await everyPage(org, `users?${query}`);
    expect(pages.map(namesIn)).toEqual([["cyn", "bob"], ["ada"]]);
  });

  it("lags with the index in a search, while the user itself is up to date", async () => {
    const org = await anOrg({ users }, { searchLagMs: 10_000 });
    await org.call("POST", `users/${org.idOf("ada")}`, { profile: { department: "Legal" } });
    await org.call("POST", "users", { profile: { ...dee, department: "Legal" } });
    const legal = () => org.get(`users?search=${encodeURIComponent('profile.department eq "Legal"')}`);
    expect(namesIn(await legal())).toEqual([]);
    expect((await org.get("users/ada@acme.example")).body.profile.department).toBe("Legal");
    const sales = `users?search=${encodeURIComponent('profile.department eq "Sales"')}`;
    await org.call("POST", `users/${org.idOf("ada")}`, { profile: { title: "Counsel" } });
    expect(namesIn(await org.get(sales))).toEqual(["ada", "cyn"]);
    expect(namesIn(await org.get(`groups?search=${encodeURIComponent("id pr")}`))).toEqual(["Everyone"]);
    org.clock.pass(10_000);
    expect(namesIn(await org.get(sales))).toEqual(["cyn"]);
    expect(namesIn(await legal())).toEqual(["ada", "dee"]);
  });
});

describe("one user", () => {
  it("is found by id and by login, and links to itself by id", async () => {
    const org = await anOrg({ users: [aUser("ada")] });
    const id = org.idOf("ada");
    for (const key of [id, "ada@acme.example", "ADA@acme.example"])
      expect((await org.get(`users/${key}`)).body).toMatchObject({
        id,
        _links: { self: { href: `${org.sandbox.url}/api/v1/users/${id}` } },
      });
    expect(id).toMatch(/^00u\w{17}$/);
    expect(refusalIn(await org.get("users/nobody"))).toEqual([404, "E0000007"]);
  });

  it("shows instants in milliseconds and UTC; a seeded user is a day old", async () => {
    const org = await anOrg({ users: [aUser("ada")] });
    const { body } = await org.get(`users/${org.idOf("ada")}`);
    expect(body).toMatchObject({ created: "2027-01-03T09:00:00.000Z", lastUpdated: "2027-01-03T09:00:00.000Z" });
  });

  it("has a list of its groups", async () => {
    const org = await anOrg({ users: [aUser("ada")], groups: [{ name: "Eng", members: ["ada@acme.example"] }] });
    expect(namesIn(await org.get("users/ada@acme.example/groups"))).toEqual(
      expect.arrayContaining(["Eng", "Everyone"]),
    );
  });
});

describe("the creation of a user", () => {
  const create = (org: OktaOrg, query: string, body: object = {}) =>
    org.call("POST", `users?${query}`, { profile: dee, ...body });

  it.each([
    ["activate=false", {}, "active", "STAGED"],
    ["activate=true", {}, "active", "ACTIVE"],
    ["activate=true", {}, "provisioned", "PROVISIONED"],
    ["", { credentials: { password: { value: "correct horse" } } }, "provisioned", "ACTIVE"],
    [
      "nextLogin=changePassword",
      { credentials: { password: { value: "correct horse" } } },
      "active",
      "PASSWORD_EXPIRED",
    ],
  ] as const)(
    "with %s and %j, in an org that makes users %s, gives the status %s",
    async (query, body, activation, status) => {
      const org = await anOrg({}, { activation });
      const created = await create(org, query, body);
      expect(created.status).toBe(200);
      expect(created.body).toMatchObject({ status, profile: dee });
      expect(JSON.stringify(created.body)).not.toContain("correct horse");
      expect(org.state.users()).toMatchObject([{ id: created.body.id, status }]);
    },
  );

  it("adds the user to the named groups and to Everyone", async () => {
    const org = await anOrg({ groups: [{ name: "Eng" }, { name: "Imported", type: "APP_GROUP" }] });
    const { body } = await create(org, "", { groupIds: [org.idOf("Eng")] });
    for (const group of ["Eng", "Everyone"]) expect(org.state.membersOf(group)).toMatchObject([{ id: body.id }]);
    const eve = { profile: { ...dee, login: "eve@acme.example" } };
    const refused = { ...eve, groupIds: [org.idOf("Imported")] };
    expect(refusalIn(await create(org, "", refused))).toEqual([403, "E0000006"]);
    const tooMany = { ...eve, groupIds: Array.from({ length: 21 }, () => org.idOf("Eng")) };
    expect(refusalIn(await create(org, "", tooMany))).toEqual([400, "E0000001"]);
    expect(org.state.users()).toHaveLength(1);
  });

  it("accepts the custom attributes of the org", async () => {
    const org = await anOrg({}, { customAttributes: ["badge"] });
    const { status, body } = await create(org, "", { profile: { ...dee, badge: 7 } });
    expect([status, body.profile.badge]).toEqual([200, 7]);
  });

  it("is refused without effect, and names every problem", async () => {
    const org = await anOrg({ users: [aUser("ada")] });
    const refused = async (body: unknown, query = "") => {
      const answer = await org.call("POST", `users?${query}`, body);
      return [
        ...refusalIn(answer),
        ...answer.body.errorCauses.map((cause: { errorSummary: string }) => cause.errorSummary.split(":")[0]),
      ];
    };
    expect(await refused({ profile: { login: "x" } })).toEqual([
      400,
      "E0000001",
      "email",
      "firstName",
      "lastName",
      "login",
    ]);
    expect(await refused({ profile: { ...dee, login: "ADA@acme.example" } })).toEqual([400, "E0000001", "login"]);
    expect(await refused({ profile: { ...dee, shoeSize: "38" } })).toEqual([400, "E0000001", "shoeSize"]);
    expect(await refused({ profile: { ...dee, firstName: "x".repeat(51) } })).toEqual([400, "E0000001", "firstName"]);
    expect(await refused({ profile: { ...dee, title: "Lead 🚀" } })).toEqual([400, "E0000001", "title"]);
    expect(await refused({ profile: { ...dee, title: 7 } })).toEqual([400, "E0000001", "title"]);
    expect(await refused({ profile: dee }, "nextLogin=changePassword")).toEqual([400, "E0000124"]);
    expect(await refused({ profile: dee, status: "ACTIVE" })).toEqual([400, "E0000003"]);
    expect(await refused({})).toEqual([400, "E0000003"]);
    expect(await refused("{nonsense")).toEqual([400, "E0000003"]);
    expect(org.state.users()).toHaveLength(1);
  });
});

describe("a change of a user", () => {
  const users = [
    aUser("ada", { profile: { department: "Sales", badge: "7" } }),
    aUser("cyn", { status: "DEPROVISIONED" }),
  ];

  it("keeps missing attributes and clears null ones with POST", async () => {
    const org = await anOrg({ users });
    await org.call("POST", `users/${org.idOf("ada")}`, { profile: { title: "Lead", department: null } });
    expect(org.state.user("ada@acme.example")!.profile).toMatchObject({ title: "Lead", badge: "7" });
    expect(org.state.user("ada@acme.example")!.profile).not.toHaveProperty("department");
  });

  it("erases missing attributes with PUT", async () => {
    const org = await anOrg({ users });
    const profile = { login: "ada@acme.example", email: "ada@acme.example", firstName: "Ada", lastName: "B" };
    expect((await org.call("PUT", `users/${org.idOf("ada")}`, { profile })).status).toBe(200);
    expect(org.state.user("ada@acme.example")!.profile).toEqual(profile);
    const half = await org.call("PUT", `users/${org.idOf("ada")}`, { profile: { firstName: "Ada" } });
    expect(refusalIn(half)).toEqual([400, "E0000001"]);
    expect(refusalIn(await org.call("PUT", `users/${org.idOf("ada")}`, {}))).toEqual([400, "E0000003"]);
  });

  it("applies only to the state that was read with If-Match", async () => {
    const org = await anOrg({ users });
    const path = `users/${org.idOf("ada")}`;
    const tag = (await org.get(path)).headers.get("etag")!;
    const write = (title: string) => org.call("POST", path, { profile: { title } }, { headers: { "if-match": tag } });
    expect((await write("Lead")).status).toBe(200);
    expect((await write("Chief")).status).toBe(412);
    const any = { headers: { "if-match": "*" } };
    expect((await org.call("POST", path, { profile: { city: "Here" } }, any)).status).toBe(200);
    expect(org.state.user("ada@acme.example")!.profile["title"]).toBe("Lead");
  });

  it("sets a new password, checks it, and never shows it", async () => {
    const org = await anOrg({ users });
    org.clock.pass(1000);
    const write = (value: string) =>
      org.call("POST", `users/${org.idOf("ada")}`, { credentials: { password: { value } } });
    for (const value of ["short", "x".repeat(73)]) expect(refusalIn(await write(value))).toEqual([400, "E0000001"]);
    expect((await write("correct horse")).body).toMatchObject({
      passwordChanged: "2027-01-04T09:00:01.000Z",
      credentials: { password: {} },
    });
  });

  it("is refused for a deactivated user, and for a login of another user", async () => {
    const org = await anOrg({ users });
    const write = (who: string, profile: object) => org.call("POST", `users/${org.idOf(who)}`, { profile });
    expect(refusalIn(await write("cyn", { title: "Lead" }))).toEqual([403, "E0000038"]);
    expect(refusalIn(await write("ada", { login: "cyn@acme.example" }))).toEqual([400, "E0000001"]);
    expect((await write("ada", { login: "ada.b@acme.example" })).status).toBe(200);
    expect((await org.get("users/ada@acme.example")).status).toBe(404);
  });
});
