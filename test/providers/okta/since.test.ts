import { describe, expect, it } from "vitest";
import { observingSince, type HowRead } from "../../../src/workflow/observe-since.ts";
import { scopeOf } from "../../../src/workflow/observe-scope.ts";
import { parseDuration } from "../../../src/model/duration.ts";
import { oktaCandidate } from "../../contract/okta-subject.ts";
import { people, scopeFor } from "../../contract/world.ts";
import { aModel } from "../../support/model.ts";
import { aSinceScenario, crew, crewScope, hour, type SinceScenario, stateIn } from "./since-scenario.ts";

const lists = ["GET groups", "GET logs", "GET users"];

describe("a read of the changes in Okta", () => {
  it("sends three requests where nothing changed, at 8 users and at 1,000 users in 50 groups", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `g${index}`);
    const accounts = people(1000);
    const many = { accounts, groups: names.map((name) => ({ name, members: accounts.map((one) => one.name) })) };
    for (const [world, scope] of [
      [crew, crewScope],
      [many, scopeFor(oktaCandidate, ...names)],
    ] as const) {
      const org = await aSinceScenario(world);
      const before = await org.full(scope);
      await org.pass(hour);
      expect((await org.requestsOf(() => org.since(before, scope))).toSorted()).toEqual(lists);
      const first = await org.since(before, scope);
      await org.pass(hour);
      expect((await org.requestsOf(() => org.since(first, scope))).toSorted()).toEqual(lists);
    }
  });

  it("sends one more request for each changed group with a page of members", async () => {
    const org = await aSinceScenario();
    const before = await org.full();
    await org.pass(hour);
    await org.call("PUT", `groups/${org.group("Crew")}/users/${org.user("p5")}`);
    await org.call("DELETE", `groups/${org.group("Board")}/users/${org.user("p3")}`);
    await org.call("PUT", `groups/${org.group("Board")}/users/${org.user("p4")}`);
    await org.call("PUT", `groups/${org.group("Guests")}`, { profile: { name: "Guests", description: "Visitors" } });
    const sent = await org.requestsOf(async () => {
      expect(stateIn(await org.since(before))).toEqual(stateIn(await aFullRead(org)));
    });
    const members = sent.filter((request) => /groups\/\w+\/users/.test(request));
    // The comparison reads all members of Crew and Board too; Guests has no members.
    expect(members.toSorted()).toEqual(
      [org.group("Board"), org.group("Board"), org.group("Crew"), org.group("Crew")]
        .map((id) => `GET groups/${id}/users`)
        .toSorted(),
    );
    const alone = await org.requestsOf(() => org.since(before));
    expect(alone).toHaveLength(3 + 2);
  });

  it.each<[string, (org: SinceScenario) => Promise<unknown>]>([
    [
      "a new user",
      (org) => org.call("POST", "users?activate=true", { profile: aProfile("new"), groupIds: [org.group("Crew")] }),
    ],
    ["a changed attribute", (org) => org.call("POST", `users/${org.user("p1")}`, { profile: { department: "Law" } })],
    ["a deactivated user", (org) => org.call("POST", `users/${org.user("p0")}/lifecycle/deactivate`)],
    ["a deactivated administrator", (org) => org.call("POST", `users/${org.user("p2")}/lifecycle/deactivate`)],
    ["a suspended user", (org) => org.call("POST", `users/${org.user("p1")}/lifecycle/suspend`)],
    [
      "a deleted user",
      async (org) => {
        const id = org.user("p0");
        await org.call("DELETE", `users/${id}`);
        await org.call("DELETE", `users/${id}`);
      },
    ],
    [
      "a deleted user without a group or app",
      async (org) => {
        const id = org.user("p7");
        await org.call("DELETE", `users/${id}`);
        await org.call("DELETE", `users/${id}`);
      },
    ],
    ["a new group", (org) => org.call("POST", "groups", { profile: { name: "Law" } })],
    ["a renamed group", (org) => org.call("PUT", `groups/${org.group("Crew")}`, { profile: { name: "Old crew" } })],
    ["a deleted group", (org) => org.call("DELETE", `groups/${org.group("Crew")}`)],
    ["a deleted group that a rule feeds", (org) => org.call("DELETE", `groups/${org.group("Sales")}`)],
    [
      "a group that a rule starts to feed",
      async (org) => {
        await org.call("POST", "groups/rules", {
          type: "group_rule",
          name: "guests",
          conditions: { expression: { type: "urn:okta:expression:1.0", value: 'user.title=="Nothing"' } },
          actions: { assignUserToGroups: { groupIds: [org.group("Guests")] } },
        });
        const { id } = org.subject.state.rules().find(({ name }) => name === "guests")!;
        await org.call("POST", `groups/rules/${id}/lifecycle/activate`);
      },
    ],
    [
      "a user whom a rule adds",
      (org) => org.call("POST", `users/${org.user("p6")}`, { profile: { department: "Sales" } }),
    ],
    [
      "a rule that is deactivated",
      (org) => org.call("POST", `groups/rules/${org.subject.state.rules()[0]!.id}/lifecycle/deactivate`),
    ],
    [
      "a new app assignment",
      (org) => org.call("POST", `apps/${org.app("Wiki")}/users`, { id: org.user("p4"), profile: { team: "x" } }),
    ],
    ["an ended app assignment", (org) => org.call("DELETE", `apps/${org.app("Wiki")}/users/${org.user("p0")}`)],
    ["a new administrator role", (org) => org.call("POST", `users/${org.user("p5")}/roles`, { type: "USER_ADMIN" })],
  ])("shows %s as a full read does, also after the log's lag", async (_, change) => {
    for (const logLagMs of [0, 300_000]) {
      const org = await aSinceScenario(crew, { logLagMs, searchLagMs: 60_000 });
      const before = await org.full();
      await org.pass(hour);
      await change(org);
      const during = logLagMs === 0 ? before : await org.since(before).catch(() => before);
      await org.pass(hour);
      const after = await org.full();
      expect(stateIn(await org.since(during))).toEqual(stateIn(after));
      expect(stateIn(after)).not.toEqual(stateIn(before));
      expect(org.subject.violations()).toEqual([]);
    }
  });

  it("reads the members of a group that the files declare later", async () => {
    const org = await aSinceScenario();
    const narrow = scopeFor(oktaCandidate, "Board");
    const before = await org.full(narrow);
    await org.pass(hour);
    expect(stateIn(await org.since(before, crewScope))).toEqual(stateIn(await org.full()));
    expect(stateIn(await org.since(await org.full(), narrow))).toEqual(stateIn(await org.full(narrow)));
  });

  it("sees an event that was persisted after the earlier read", async () => {
    const org = await aSinceScenario(crew, { logLagMs: hour });
    await org.call("DELETE", `groups/${org.group("Guests")}`);
    const first = await org.since(await org.full());
    await org.pass(hour);
    expect(stateIn(await org.since(first))).toEqual(stateIn(await org.full()));
  });
});

describe("a full read is needed", () => {
  it("where the System Log is denied", async () => {
    const org = await aSinceScenario();
    const before = await org.full();
    org.subject.sandbox.addFault({ fault: { kind: "status", status: 403 }, path: /\/logs/ });
    expect(await org.reason(before)).toMatch(/^the changes could not be read: Okta returned HTTP 403/);
  });

  it("where the snapshot is older than the log", async () => {
    const org = await aSinceScenario();
    const before = await org.full();
    await org.pass(91 * 24 * hour);
    expect(await org.reason(before)).toBe("the snapshot is older than the 90 days that the provider keeps its log");
  });

  it("where Okta does not accept the position, or the position leads to another list", async () => {
    const org = await aSinceScenario(crew, { logRetentionMs: hour });
    const first = await org.since(await org.full());
    await org.pass(2 * hour);
    expect(await org.reason(first)).toMatch(/HTTP 400/);
    const elsewhere = { ...first, reading: { ...first.reading!, cursor: "/api/v1/users?limit=1" } };
    expect(await org.reason(elsewhere)).toMatch(/the position is not one of the System Log/);
  });

  it.each<[string, (org: SinceScenario, before: Awaited<ReturnType<SinceScenario["full"]>>) => Promise<string | null>]>(
    [
      [
        "does not record when it was read",
        (org, before) => {
          const { reading: _reading, ...older } = before;
          return org.reason(older);
        },
      ],
      ["of the tenant acme.okta.com", (org, before) => org.reason({ ...before, tenant: "acme.okta.com" })],
      ["manages other attributes", (org, before) => org.reason(before, { ...crewScope, attributes: ["title"] })],
      ["another `account.join`", (org, before) => org.reason(before, { ...crewScope, join: "badge" })],
      [
        "from the future",
        (org, before) =>
          org.reason({ ...before, reading: { ...before.reading!, startedAt: before.reading!.startedAt + 1e9 } }),
      ],
    ],
  )("where the snapshot or the files say: %s", async (text, ask) => {
    const org = await aSinceScenario();
    expect(await ask(org, await org.full())).toContain(text);
  });

  it("where a list of changes is cut, so that a member or a user is missing", async () => {
    const org = await aSinceScenario();
    const before = await org.full();
    await org.pass(hour);
    await org.call("POST", "users?activate=true", { profile: aProfile("new"), groupIds: [org.group("Crew")] });
    const cut = (path: RegExp) =>
      org.subject.sandbox.addFault({
        fault: { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: [] }) },
        path,
        times: 1,
      });
    cut(/\/users$/);
    cut(/\/logs$/);
    expect(await org.reason(before)).toMatch(/it omits 1 accounts that are members of groups/);
  });
});

describe("what a read of the changes does not see", () => {
  it.each<[string, (org: SinceScenario) => unknown]>([
    ["a sign-in", ({ subject }) => subject.signIn("p1@acme.example")],
    [
      "the deletion of an active group rule",
      (org) => org.call("DELETE", `groups/rules/${org.subject.state.rules()[0]!.id}`),
    ],
  ])("is %s, and the full read after 24 hours sees it", async (_, change) => {
    const org = await aSinceScenario();
    const model = aModel().entitlement("okta/account").build();
    const [system] = model.systems.values();
    const scope = scopeOf(system!, model);
    const before = { ...(await org.full(scope)), system: "okta" };
    await org.pass(hour);
    await change(org);
    const truth = stateIn(await org.full(scope));
    const how: HowRead[] = [];
    const read = async () => {
      const { observations } = await observingSince({
        connect: async () => [{ system: system!, reader: org.subject.reader, writer: async () => org.subject.writer }],
        progress: (_what, work) => work(),
        earlier: () => ({ kind: "recorded", observations: [{ kind: "complete", at: 0, observed: before }] }),
        now: () => org.subject.clock.now(),
        fullAfter: parseDuration("PT24H")!,
        onRead: (one) => how.push(one),
      })(model);
      return stateIn(observations[0]!.observed);
    };
    await org.pass(hour);
    expect(await read()).not.toEqual(truth);
    await org.pass(24 * hour);
    expect(await read()).toEqual(truth);
    expect(how).toEqual([
      { kind: "changes", system: "okta" },
      { kind: "full", system: "okta", reason: expect.stringMatching(/^the last read of everything was at/) },
    ]);
  });
});

const aFullRead = (org: SinceScenario) => org.full();

const aProfile = (name: string) => ({
  login: `${name}@acme.example`,
  email: `${name}@acme.example`,
  firstName: name,
  lastName: "Example",
});
