import { describe, expect, it } from "vitest";
import { checkOktaExchanges } from "../../contract/okta-openapi.ts";
import { type Answer, anOrg, aUser, refusalIn } from "./org.ts";

const start = "2027-01-04T09:00:00Z";
const polling = `logs?since=${start}`;
const typesIn = ({ body }: Answer): readonly string[] => body.map(({ eventType }: { eventType: string }) => eventType);
const targetsIn = ({ body }: Answer): readonly unknown[] =>
  body.map(({ target }: { target: { type: string; id: string }[] }) => target.map(({ type, id }) => [type, id]));
const day = 86_400_000;

const seed = {
  users: [aUser("ada", { adminRoles: ["USER_ADMIN" as const] }), aUser("bob")],
  groups: [{ name: "Eng", members: ["ada@acme.example"] }, { name: "Ops" }],
  rules: [
    { name: "Leads", expression: 'user.title=="Lead"', groups: ["Ops"], status: "INACTIVE" as const, id: "0prLEADS" },
  ],
  apps: [{ label: "Wiki", id: "0oaWIKI" }],
};

describe("the System Log", () => {
  it("has no events of the seed, and one or more of every change", async () => {
    const org = await anOrg(seed);
    const check = checkOktaExchanges(org.sandbox);
    expect(typesIn(await org.get(polling))).toEqual([]);
    const [ada, bob, eng] = ["ada", "bob", "Eng"].map((name) => org.idOf(name));
    const changes: readonly (readonly [string, string, unknown, readonly string[]])[] = [
      ["POST", `users/${bob}`, { profile: { title: "Lead" } }, ["user.account.update_profile"]],
      [
        "POST",
        "groups/rules/0prLEADS/lifecycle/activate",
        undefined,
        ["group.user_membership.rule.trigger", "group.user_membership.add"],
      ],
      ["POST", "groups/rules/0prLEADS/lifecycle/deactivate", undefined, ["group.user_membership.rule.deactivated"]],
      ["PUT", `groups/${eng}/users/${bob}`, undefined, ["group.user_membership.add"]],
      ["PUT", `groups/${eng}/users/${bob}`, undefined, []],
      ["DELETE", `groups/${eng}/users/${bob}`, undefined, ["group.user_membership.remove"]],
      ["PUT", `groups/${eng}`, { profile: { name: "Engineering" } }, ["group.profile.update"]],
      ["POST", "groups", { profile: { name: "Law" } }, ["group.lifecycle.create"]],
      ["POST", "apps/0oaWIKI/users", { id: bob }, ["application.user_membership.add"]],
      ["DELETE", `apps/0oaWIKI/users/${bob}`, undefined, ["application.user_membership.remove"]],
      ["PUT", `apps/0oaWIKI/groups/${eng}`, {}, ["group.application_assignment.add"]],
      ["POST", `users/${bob}/roles`, { type: "ORG_ADMIN" }, ["user.account.privilege.grant"]],
      ["POST", `users/${bob}/lifecycle/suspend`, undefined, ["user.lifecycle.suspend"]],
      ["POST", `users/${bob}/lifecycle/unsuspend`, undefined, ["user.lifecycle.unsuspend"]],
      ["POST", `users/${ada}/lifecycle/deactivate`, undefined, ["user.lifecycle.deactivate"]],
      [
        "DELETE",
        `users/${ada}`,
        undefined,
        ["group.user_membership.remove", "group.user_membership.remove", "user.lifecycle.delete.completed"],
      ],
      ["DELETE", `groups/${eng}`, undefined, ["group.lifecycle.delete"]],
    ];
    let next = (await org.get(polling)).next!;
    for (const [method, path, body, expected] of changes) {
      await org.call(method, path, body);
      const answer = await org.get(next);
      expect([`${method} ${path}`, typesIn(answer)]).toEqual([`${method} ${path}`, expected]);
      next = answer.next!;
    }
    expect(check.violations()).toEqual([]);
  });

  it("names the user and the group of a membership", async () => {
    const org = await anOrg(seed);
    await org.call("PUT", `groups/${org.idOf("Eng")}/users/${org.idOf("bob")}`);
    expect(targetsIn(await org.get(polling))).toEqual([
      [
        ["User", org.idOf("bob")],
        ["UserGroup", org.idOf("Eng")],
      ],
    ]);
  });

  it("answers a polling query with a next link on every page, and continues after each event", async () => {
    const org = await anOrg(seed);
    let next = (await org.get(`${polling}&limit=2`)).next!;
    for (const name of ["a", "b", "c"]) await org.call("POST", "groups", { profile: { name } });
    const lengths: number[] = [];
    for (let page = 0; page < 3; page += 1) {
      const answer = await org.get(next);
      lengths.push(answer.body.length);
      next = answer.next!;
    }
    expect(lengths).toEqual([2, 1, 0]);
    await org.call("POST", "groups", { profile: { name: "d" } });
    expect(typesIn(await org.get(next))).toEqual(["group.lifecycle.create"]);
  });

  it("answers a bounded query without a next link", async () => {
    const org = await anOrg(seed);
    await org.call("POST", "groups", { profile: { name: "a" } });
    const answer = await org.get(`${polling}&until=2027-01-05T00:00:00Z&sortOrder=DESCENDING`);
    expect([typesIn(answer), answer.next]).toEqual([["group.lifecycle.create"], undefined]);
  });

  it("filters by event type and target, and the next link keeps the filter", async () => {
    const org = await anOrg(seed);
    const filter = (text: string): string => `${polling}&filter=${encodeURIComponent(text)}`;
    const first = await org.get(filter('eventType sw "group.lifecycle."'));
    await org.call("PUT", `groups/${org.idOf("Eng")}/users/${org.idOf("bob")}`);
    await org.call("POST", "groups", { profile: { name: "Law" } });
    expect(typesIn(await org.get(first.next!))).toEqual(["group.lifecycle.create"]);
    expect(typesIn(await org.get(filter(`target.id eq "${org.idOf("bob")}"`)))).toEqual(["group.user_membership.add"]);
    const other = first.next!.replace(/filter=[^&]+/, "filter=eventType+eq+%22x%22");
    expect(refusalIn(await org.get(other))).toEqual([400, "E0000001"]);
    expect(refusalIn(await org.get(filter("published gt 1")))).toEqual([400, "E0000053"]);
  });

  it("shows an event after the lag, and a cursor that passed its time still finds it", async () => {
    const org = await anOrg(seed, { logLagMs: 60_000 });
    await org.call("POST", "groups", { profile: { name: "Law" } });
    org.clock.pass(30_000);
    const early = await org.get(polling);
    expect(typesIn(early)).toEqual([]);
    org.clock.pass(30_000);
    expect(typesIn(await org.get(early.next!))).toEqual(["group.lifecycle.create"]);
  });

  it("forgets events and cursors after 90 days", async () => {
    const org = await anOrg(seed);
    await org.call("POST", "groups", { profile: { name: "Law" } });
    const { next } = await org.get(polling);
    org.clock.pass(91 * day);
    expect(typesIn(await org.get(polling))).toEqual([]);
    expect(refusalIn(await org.get(next!))).toEqual([400, "E0000001"]);
    org.clock.pass(90 * day);
    expect(refusalIn(await org.get(polling))).toEqual([400, "E0000001"]);
  });

  it.each(["limit=1001", "limit=x", "sortOrder=UP", "since=yesterday", "since=2027-01-04T09:00:00Z&after=x"])(
    "refuses %s",
    async (query) => {
      const org = await anOrg(seed);
      expect(refusalIn(await org.get(`logs?${query}`))).toEqual([400, "E0000001"]);
    },
  );

  it("needs the scope okta.logs.read", async () => {
    const { ensureScope } = await import("../../../src/sandbox/okta/access.ts");
    expect(() => ensureScope({ scopes: new Set(["okta.users.read"]) }, "GET", "/api/v1/logs")).toThrow(/permission/);
    expect(() => ensureScope({ scopes: new Set(["okta.logs.read"]) }, "GET", "/api/v1/logs")).not.toThrow();
  });
});

it("a sign-in changes the last sign-in, but not lastUpdated", async () => {
  const org = await anOrg(seed);
  const before = (await org.get("users/ada@acme.example")).body;
  org.clock.pass(1000);
  org.signIn("ada@acme.example");
  const after = (await org.get("users/ada@acme.example")).body;
  expect(after).toEqual({ ...before, lastLogin: "2027-01-04T09:00:01.000Z" });
  expect(typesIn(await org.get(polling))).toEqual(["user.session.start"]);
});
