import { describe, expect, it } from "vitest";
import { withFaults } from "./with-faults.ts";
import {
  account,
  adds,
  applied,
  changesAccount,
  changesGroup,
  changesRole,
  configuresGroup,
  createsAccount,
  createsGroup,
  google,
  group,
  member,
  okta,
  outcomes,
  planOf,
  reasons,
  removes,
  memoryJournal,
  suspends,
  stateWithoutIds,
} from "./scenario.ts";

describe("an applied plan", () => {
  it("creates an account and a group, and adds the member by the provider's ids", async () => {
    const provider = okta();
    const plan = planOf([
      createsAccount("bob", { after: { profile: { title: "Clerk" } } }),
      createsGroup("crew", { profile: { description: "The crew" } }),
      adds("bob", "crew", {
        newAccount: true,
        newGroup: true,
        dependsOn: ["okta:account.create:bob", "okta:group.create:crew"],
      }),
    ]);
    const report = await applied(plan, [provider]);
    expect(outcomes(report)).toEqual([
      "okta:account.create:bob done",
      "okta:group.create:crew done",
      "okta:membership.add:crew:bob done",
    ]);
    expect(report.stopped).toBeNull();
    expect(stateWithoutIds(provider)).toEqual({
      accounts: [
        {
          address: "bob@acme.example",
          join: "n-bob",
          state: "active",
          profile: { email: "bob@acme.example", title: "Clerk" },
        },
      ],
      groups: [{ name: "crew", profile: { description: "The crew" } }],
      memberships: ["crew bob@acme.example member"],
    });
  });

  it("applies every kind of operation, and a second run finds all of them already done", async () => {
    const provider = okta({
      accounts: [
        account("ada", { profile: { department: "Sales", badge: "blue" } }),
        account("eve"),
        account("kim", { state: "suspended" }),
        account("new", { state: "staged" }),
        account("old", { state: "suspended" }),
        account("stray", { join: null }),
      ],
      groups: [group("crew"), group("admins")],
      memberships: [member("admins", "eve")],
    });
    const plan = planOf([
      suspends("eve"),
      changesAccount("account.deactivate", "old", { before: { state: "suspended" }, after: { state: "deactivated" } }),
      changesAccount("account.adopt", "stray", { before: { join: null }, after: { join: "n-stray" } }),
      changesAccount("account.update", "ada", {
        before: { department: "Sales", badge: "blue" },
        after: { department: "Finance", badge: null },
      }),
      changesAccount("account.unsuspend", "kim", { before: { state: "suspended" }, after: { state: "active" } }),
      changesAccount("account.activate", "new", { before: { state: "staged" }, after: { state: "active" } }),
      changesGroup("crew", { before: { name: "crew" }, after: { name: "The crew", description: "All of us" } }),
      adds("ada", "admins"),
      removes("eve", "admins"),
    ]);
    const first = await applied(plan, [provider]);
    expect(reasons(first)).toEqual([]);
    expect(first.entries.every(({ outcome }) => outcome.kind === "done")).toBe(true);
    expect(stateWithoutIds(provider)).toEqual({
      accounts: [
        { address: "ada@acme.example", join: "n-ada", state: "active", profile: { department: "Finance" } },
        { address: "eve@acme.example", join: "n-eve", state: "suspended", profile: {} },
        { address: "kim@acme.example", join: "n-kim", state: "active", profile: {} },
        { address: "new@acme.example", join: "n-new", state: "active", profile: {} },
        { address: "old@acme.example", join: "n-old", state: "deactivated", profile: {} },
        { address: "stray@acme.example", join: "n-stray", state: "active", profile: {} },
      ],
      groups: [
        { name: "The crew", profile: { description: "All of us" } },
        { name: "admins", profile: {} },
      ],
      memberships: ["admins ada@acme.example member"],
    });
    const effects = provider.state.effects.length;
    const second = await applied(plan, [provider]);
    expect(second.entries.every(({ outcome }) => outcome.kind === "already-so")).toBe(true);
    expect(provider.state.effects).toHaveLength(effects);
  });

  it("applies Google's roles, its organizational units, and external members by address", async () => {
    const crew = group("crew", { name: "crew@acme.example", type: "GOOGLE_GROUP" });
    const provider = google({
      accounts: [account("ada")],
      groups: [crew],
      memberships: [member("crew", "ada")],
    });
    const plan = planOf([
      createsAccount("bob", { system: "google", after: { orgUnit: "/Staff", state: "staged" } }),
      createsGroup("team@acme.example", { system: "google", profile: { name: "Team", description: "A team" } }),
      adds("pat", "crew", { system: "google", newAccount: true, address: "Pat@partner.example" }),
      changesRole("ada", "crew", { system: "google", was: "member", role: "owner" }),
    ]);
    const report = await applied(plan, [provider]);
    expect(reasons(report)).toEqual([]);
    expect(stateWithoutIds(provider)).toMatchObject({
      accounts: [{}, { address: "bob@acme.example", state: "suspended", profile: { orgUnitPath: "/Staff" } }],
      groups: [{}, { name: "team@acme.example", profile: { name: "Team" } }],
      memberships: ["crew@acme.example ada@acme.example owner", "crew@acme.example pat@partner.example member"],
    });
  });

  it("changes settings, also of a group that it creates, and not where they changed after the plan", async () => {
    const [closed, open] = [{ whoCanJoin: "INVITED_CAN_JOIN" }, { whoCanJoin: "ANYONE_CAN_JOIN" }];
    const settled = (id: string, settings: Record<string, string>) =>
      group(id, { name: `${id}@acme.example`, type: "GOOGLE_GROUP", settings });
    const provider = google({
      groups: [settled("crew", open), settled("team", { whoCanJoin: "CAN_REQUEST_TO_JOIN" })],
    });
    const plan = planOf([
      createsGroup("new@acme.example", { system: "google" }),
      configuresGroup("crew", { system: "google", before: open, after: closed }),
      configuresGroup("new@acme.example", {
        system: "google",
        newGroup: true,
        before: {},
        after: closed,
        dependsOn: ["google:group.create:new@acme.example"],
      }),
      configuresGroup("team", { system: "google", before: open, after: closed }),
      configuresGroup("lost", { system: "google", before: open, after: closed, newGroup: true }),
    ]);
    const report = await applied(plan, [provider]);
    expect(outcomes(report)).toEqual([
      "google:group.create:new@acme.example done",
      "google:group.configure:crew done",
      "google:group.configure:new@acme.example done",
      "google:group.configure:team failed",
      expect.stringMatching(/^google:group\.configure:lost (failed|not-attempted)$/),
    ]);
    expect(reasons(report)[0]).toContain('expected whoCanJoin to be "ANYONE_CAN_JOIN", got "CAN_REQUEST_TO_JOIN"');
    expect(provider.state.groups.map(({ settings }) => settings?.["whoCanJoin"])).toEqual([
      "INVITED_CAN_JOIN",
      "CAN_REQUEST_TO_JOIN",
      "INVITED_CAN_JOIN",
    ]);
    const effects = provider.state.effects.length;
    await applied(planOf(plan.operations.slice(1, 2)), [provider]);
    expect(provider.state.effects).toHaveLength(effects);
  });

  it("writes nothing to a system without a connection, and continues with other systems", async () => {
    const provider = okta({ accounts: [account("eve")] });
    const report = await applied(planOf([createsAccount("bob", { system: "google" }), suspends("eve")]), [provider]);
    expect(outcomes(report)).toEqual(["google:account.create:bob not-attempted", "okta:account.suspend:eve done"]);
    expect(reasons(report)).toEqual(["no connection to google"]);
  });
});

describe("the precondition", () => {
  it("does not change an object that changed after the plan was made, and reports its state", async () => {
    const provider = okta({
      accounts: [account("eve", { state: "locked" }), account("ada", { profile: { department: "Legal" } })],
      groups: [group("crew")],
    });
    const report = await applied(
      planOf([
        suspends("eve"),
        changesAccount("account.update", "ada", { before: { department: "Sales" }, after: { department: "HR" } }),
        suspends("gone"),
        changesGroup("crew", { before: { name: "gang" }, after: { name: "team" } }),
      ]),
      [provider],
    );
    const again = "The object changed after the plan was made. Run plan again";
    expect(reasons(report)).toEqual([
      `expected the account to be active, got locked. ${again}`,
      `expected department to be "Sales", got "Legal". ${again}`,
      `expected the account 00u-gone, got none. ${again}`,
      `expected name to be "gang", got "crew". ${again}`,
    ]);
    expect(provider.state.effects).toEqual([]);
  });

  it("neither overwrites an existing account or group nor changes a group that another source manages", async () => {
    const provider = okta({
      accounts: [account("bob", { join: "77" })],
      groups: [group("crew", { ruleFed: true }), group("team", { profile: { description: "Another" } })],
    });
    const report = await applied(
      planOf([
        createsAccount("bob"),
        createsGroup("crew"),
        createsGroup("team", { profile: { description: "Ours" } }),
        changesGroup("crew", { before: {}, after: { description: "x" } }),
      ]),
      [provider],
    );
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual(["failed", "failed", "failed", "failed"]);
    expect(reasons(report)[0]).toContain("with another person's number");
    expect(reasons(report)[1]).toContain("which another source manages");
    expect(reasons(report)[2]).toContain('its description is "Another"');
    expect(provider.state.effects).toEqual([]);
  });

  it("writes no membership of a group that a rule turns out to feed, and reads each group once", async () => {
    const fed = (ruleFed: boolean) =>
      okta({
        accounts: ["ada", "bob", "eve"].map((id) => account(id)),
        groups: [group("crew", { ruleFed }), group("team")],
        memberships: [member("crew", "ada"), member("crew", "bob"), member("team", "eve")],
      });
    const plan = planOf([removes("ada", "crew"), removes("bob", "crew"), adds("eve", "crew"), removes("eve", "team")]);
    const provider = fed(true);
    let reads = 0;
    const reader = {
      ...provider.reader,
      otherWriter: async (id: string) => {
        reads += 1;
        return (await provider.reader.otherWriter?.(id)) ?? ({ kind: "absent" } as const);
      },
    };
    const report = await applied(plan, [{ ...provider, reader }]);
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual(["failed", "failed", "failed", "done"]);
    expect(reasons(report)[0]).toBe(
      "expected a group that Rolecall may write, but an active Okta group rule manages its members. The object changed after the plan was made. Run plan again",
    );
    expect(reads).toBe(2);
    const clear = await applied(plan, [fed(false)]);
    expect(clear.entries.map(({ outcome }) => outcome.kind)).toEqual(["done", "done", "done", "done"]);
  });

  it("writes no membership while it is unknown whether a rule feeds the group", async () => {
    const provider = okta({
      accounts: [account("ada")],
      groups: [group("crew")],
      memberships: [member("crew", "ada")],
    });
    const failure = { kind: "unavailable", message: "HTTP 500" } as const;
    const reader = { ...provider.reader, otherWriter: async () => ({ kind: "unknown", failure }) as const };
    const report = await applied(planOf([removes("ada", "crew")]), [{ ...provider, reader }]);
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual(["failed"]);
    expect(provider.state.effects).toEqual([]);
  });

  it("does not count an account as created that has the user's number but not the planned state", async () => {
    for (const changes of [{ state: "suspended" }, { profile: { title: "Chief" } }] as const) {
      const provider = okta({ accounts: [account("bob", changes)] });
      const report = await applied(planOf([createsAccount("bob", { after: { profile: { title: "Clerk" } } })]), [
        provider,
      ]);
      expect(reasons(report)[0]).toMatch(/which is suspended|its title is "Chief"/);
      expect(provider.state.effects).toEqual([]);
    }
  });

  it("does not adopt an account that became another person's", async () => {
    const provider = okta({ accounts: [account("bob", { join: "77" })] });
    const adopts = changesAccount("account.adopt", "bob", { before: { join: null }, after: { join: "n-bob" } });
    expect(reasons(await applied(planOf([adopts]), [provider]))[0]).toContain("got one with another person's");
    expect(provider.state.account("00u-bob")?.join).toBe("77");
  });

  it("clears an attribute that the plan removes, and only while it has the planned earlier value", async () => {
    const provider = okta({ accounts: [account("ada", { profile: { badge: "blue", title: "Clerk" } })] });
    const clears = (badge: string) => changesAccount("account.update", "ada", { before: { badge }, after: {} });
    expect(outcomes(await applied(planOf([clears("red")]), [provider]))).toEqual(["okta:account.update:ada failed"]);
    expect(outcomes(await applied(planOf([clears("blue")]), [provider]))).toEqual(["okta:account.update:ada done"]);
    expect(provider.state.account("00u-ada")?.profile).toEqual({ title: "Clerk" });
  });

  it("compares addresses without their letter case", async () => {
    const provider = google({ accounts: [account("ada")] });
    const renames = changesAccount("account.update", "ada", {
      system: "google",
      before: { primaryEmail: "Ada@acme.example" },
      after: { primaryEmail: "Ada.Lovelace@acme.example" },
    });
    expect(outcomes(await applied(planOf([renames]), [provider]))).toEqual(["google:account.update:ada done"]);
    expect(provider.state.account("00u-ada")?.address).toBe("ada.lovelace@acme.example");
  });

  it("does not remove a membership whose role changed", async () => {
    const provider = google({
      accounts: [account("ada")],
      groups: [group("crew", { name: "crew@acme.example", type: "GOOGLE_GROUP" })],
      memberships: [member("crew", "ada", "owner")],
    });
    const report = await applied(planOf([removes("ada", "crew", { system: "google" })]), [provider]);
    expect(reasons(report)[0]).toContain("expected a membership as member, got a membership as owner");
    expect(provider.state.memberships).toHaveLength(1);
  });

  it("does not use the address of an account that the plan failed to create", async () => {
    const provider = google({
      accounts: [account("bob", { join: "77" })],
      groups: [group("crew", { name: "crew@acme.example", type: "GOOGLE_GROUP" })],
    });
    const report = await applied(
      planOf([
        createsAccount("bob", { system: "google" }),
        adds("bob", "crew", { system: "google", newAccount: true, dependsOn: ["google:account.create:bob"] }),
      ]),
      [provider],
    );
    expect(outcomes(report)).toEqual([
      "google:account.create:bob failed",
      "google:membership.add:crew:bob not-attempted",
    ]);
    expect(provider.state.memberships).toEqual([]);
  });

  it("does not treat an address as external when the plan creates its account", async () => {
    const provider = google({ groups: [group("crew", { name: "crew@acme.example", type: "GOOGLE_GROUP" })] });
    const create = createsAccount("bob", { system: "google" });
    const report = await applied(
      planOf([
        create,
        adds("bob", "crew", { system: "google", newAccount: true, address: "b@acme.example", dependsOn: [create.id] }),
      ]),
      [provider],
    );
    expect(outcomes(report)).toEqual([`${create.id} done`, "google:membership.add:crew:bob failed"]);
    expect(provider.state.memberships).toEqual([]);
  });

  it("refuses an operation that names a group without an id, before anything is sent", async () => {
    const provider = okta({ accounts: [account("eve")] });
    const report = await applied(planOf([adds("eve", "crew", { newGroup: true })]), [provider]);
    expect(reasons(report)[0]).toContain("names an object without an id");
    expect(provider.state.effects).toEqual([]);
  });
});

describe("an object that already has the planned state", () => {
  it("is not written again", async () => {
    const provider = okta({ accounts: [account("eve", { state: "suspended" })] });
    let sent = 0;
    const connection = withFaults(provider, {
      onWrite: (_, send) => {
        sent += 1;
        return send();
      },
    });
    expect(outcomes(await applied(planOf([suspends("eve")]), [connection]))).toEqual([
      "okta:account.suspend:eve already-so",
    ]);
    expect(sent).toBe(0);
  });

  it("includes an activated account that waits for its user's first sign-in", async () => {
    const provider = okta({ accounts: [account("new", { state: "staged" })] });
    const connection = withFaults(provider, {
      onWrite: async (_, send) => {
        const result = await send();
        provider.state.putAccount(account("new", { state: "provisioned" }));
        return result;
      },
    });
    const activates = changesAccount("account.activate", "new", {
      before: { state: "staged" },
      after: { state: "active" },
    });
    expect(outcomes(await applied(planOf([activates]), [connection]))).toEqual(["okta:account.activate:new done"]);
  });

  it("is found by id where the search by address or name does not have it yet", async () => {
    const provider = okta();
    const connection = withFaults(provider, {
      onRead: async (name, read) =>
        name === "accountByAddress" || name === "groupByName" ? { kind: "absent" } : read(),
    });
    const report = await applied(planOf([createsAccount("bob"), createsGroup("crew")]), [connection]);
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual(["done", "done"]);
  });
});

describe("a failure", () => {
  it("blocks its direct and indirect dependents, and nothing else", async () => {
    const provider = okta({
      accounts: [account("ada"), account("eve", { state: "locked" })],
      groups: [group("payments"), group("approvals"), group("crew")],
      memberships: [member("payments", "ada")],
    });
    provider.state.dropGroup("00g-payments");
    provider.state.putGroup(group("payments", { type: "APP_GROUP" }));
    provider.state.putMembership(member("payments", "ada"));
    const report = await applied(
      planOf([
        removes("ada", "payments"), // the group is imported now: the provider refuses
        adds("ada", "approvals", { dependsOn: ["okta:membership.remove:payments:ada"] }),
        adds("eve", "crew", { dependsOn: ["okta:membership.add:approvals:ada"] }),
        adds("ada", "crew"),
      ]),
      [provider],
    );
    expect(outcomes(report)).toEqual([
      "okta:membership.remove:payments:ada failed",
      "okta:membership.add:approvals:ada not-attempted",
      "okta:membership.add:crew:eve not-attempted",
      "okta:membership.add:crew:ada done",
    ]);
    expect(reasons(report)[1]).toBe("it depends on okta:membership.remove:payments:ada, which was not applied");
    expect(stateWithoutIds(provider).memberships).toEqual([
      "crew ada@acme.example member",
      "payments ada@acme.example member",
    ]);
  });

  it("has one entry for each operation and reports each entry when it is made", async () => {
    const provider = okta({ accounts: [account("eve")] });
    const seen: string[] = [];
    const plan = planOf([suspends("gone"), suspends("eve")]);
    const report = await applied(plan, [provider], {
      onProgress: ({ operation, outcome }, position) => seen.push(`${position} ${operation.id} ${outcome.kind}`),
    });
    expect(seen).toEqual(["1 okta:account.suspend:gone failed", "2 okta:account.suspend:eve done"]);
    expect(report.entries.map(({ operation }) => operation)).toEqual(plan.operations);
  });
});

describe("a refused plan", () => {
  it("is not applied, even if the caller did not check it", async () => {
    const provider = okta({ accounts: [account("eve")] });
    const journal = memoryJournal();
    const guards = [
      { code: "guard/removals", system: "okta", blocked: true, message: "Too many.", remedy: "Split.", override: null },
    ] as const;
    const report = await applied(planOf([suspends("eve")], { guards }), [provider], { journal });
    expect(outcomes(report)).toEqual(["okta:account.suspend:eve not-attempted"]);
    expect(report.stopped).toContain("guard/removals");
    expect(provider.state.effects).toEqual([]);
    expect(journal.records).toEqual([]);
  });
});
