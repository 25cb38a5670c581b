import { describe, expect, it } from "vitest";
import { anOrg, aUser, everyPage, namesIn, refusalIn } from "./org.ts";

const seed = {
  users: [aUser("ada"), aUser("bob"), aUser("cyn", { status: "DEPROVISIONED" as const })],
  groups: [
    { name: "Eng", members: ["ada@acme.example", "cyn@acme.example"] },
    { name: "Imported", type: "APP_GROUP" as const, members: ["ada@acme.example"] },
  ],
};

describe("memberships", () => {
  it("are added and removed with 204, even when nothing changes", async () => {
    const org = await anOrg(seed);
    const [eng, bob] = [org.idOf("Eng"), org.idOf("bob")];
    for (const method of ["PUT", "PUT"])
      expect((await org.call(method, `groups/${eng}/users/${bob}`)).status).toBe(204);
    expect(org.state.membersOf("Eng").map(({ login }) => login)).toContain("bob@acme.example");
    for (const method of ["DELETE", "DELETE"])
      expect((await org.call(method, `groups/${eng}/users/${bob}`)).status).toBe(204);
    expect(org.state.membersOf("Eng").map(({ login }) => login)).not.toContain("bob@acme.example");
  });

  it("change lastMembershipUpdated only when a member changes, and never lastUpdated", async () => {
    const org = await anOrg(seed);
    const [eng, ada, bob] = [org.idOf("Eng"), org.idOf("ada"), org.idOf("bob")];
    const times = async () => {
      const { body } = await org.get(`groups/${eng}`);
      return [body.lastUpdated, body.lastMembershipUpdated];
    };
    const [updated, membershipUpdated] = await times();
    org.clock.pass(1000);
    await org.call("PUT", `groups/${eng}/users/${ada}`);
    expect(await times()).toEqual([updated, membershipUpdated]);
    await org.call("PUT", `groups/${eng}/users/${bob}`);
    expect(await times()).toEqual([updated, "2027-01-04T09:00:01.000Z"]);
  });

  it("cannot be changed in imported and built-in groups", async () => {
    const org = await anOrg(seed);
    const [ada, bob] = [org.idOf("ada"), org.idOf("bob")];
    const imported = org.idOf("Imported");
    const everyone = org.idOf("Everyone");
    expect(refusalIn(await org.call("PUT", `groups/${imported}/users/${bob}`))).toEqual([403, "E0000006"]);
    expect(refusalIn(await org.call("DELETE", `groups/${imported}/users/${ada}`))).toEqual([403, "E0000006"]);
    expect(refusalIn(await org.call("PUT", `groups/${everyone}/users/${ada}`))).toEqual([501, "E0000060"]);
    expect(refusalIn(await org.call("DELETE", `groups/${everyone}/users/${ada}`))).toEqual([403, "E0000006"]);
    expect(org.state.membersOf("Imported")).toHaveLength(1);
    expect(org.state.membersOf("Everyone")).toHaveLength(3);
  });

  it("remain after a deactivation; a deactivated user can be removed but not added", async () => {
    const org = await anOrg(seed);
    const [eng, cyn] = [org.idOf("Eng"), org.idOf("cyn")];
    expect(namesIn(await org.get(`groups/${eng}/users`))).toEqual(["ada", "cyn"]);
    expect((await org.call("DELETE", `groups/${eng}/users/${cyn}`)).status).toBe(204);
    expect(refusalIn(await org.call("PUT", `groups/${eng}/users/${cyn}`))).toEqual([403, "E0000038"]);
  });

  it("need an existing group and an existing user, the user by id", async () => {
    const org = await anOrg(seed);
    const eng = org.idOf("Eng");
    expect(refusalIn(await org.get("groups/00gnowhere/users"))).toEqual([404, "E0000007"]);
    expect(refusalIn(await org.call("PUT", `groups/${eng}/users/00unobody`))).toEqual([404, "E0000007"]);
    expect(refusalIn(await org.call("PUT", `groups/${eng}/users/bob@acme.example`))).toEqual([404, "E0000007"]);
  });

  it("are listed page by page as full users, without gaps or repetitions when a member leaves in between", async () => {
    const users = Array.from({ length: 7 }, (_, n) => aUser(`u${n}`));
    const org = await anOrg({ users, groups: [{ name: "Big", members: users.map(({ profile }) => profile.login) }] });
    const big = org.idOf("Big");
    const pages = await everyPage(org, `groups/${big}/users?limit=3`);
    expect(pages.map((page) => page.body.length)).toEqual([3, 3, 1]);
    expect(pages[0]!.body[0]).toMatchObject({ status: "ACTIVE", profile: { email: "u0@acme.example" } });
    const first = await org.get(`groups/${big}/users?limit=3`);
    await org.call("DELETE", `groups/${big}/users/${org.idOf("u1")}`);
    expect(namesIn(await org.get(first.next!))).toEqual(["u3", "u4", "u5"]);
  });

  it("have at most a thousand members per page", async () => {
    const users = Array.from({ length: 1001 }, (_, n) => aUser(`user${n}`));
    const org = await anOrg({ users, groups: [{ name: "Big", members: users.map(({ profile }) => profile.login) }] });
    const pages = await everyPage(org, `groups/${org.idOf("Big")}/users?limit=5000`);
    expect(pages.map((page) => page.body.length)).toEqual([1000, 1]);
    const byDefault = await org.get(`groups/${org.idOf("Big")}/users`);
    expect(byDefault.body).toHaveLength(1000);
  });
});
