import { describe, expect, it } from "vitest";
import { disturbed } from "./disturbed.ts";
import {
  account,
  adds,
  applied,
  changesAccount,
  changesGroup,
  changesRole,
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
  storyJournal,
  suspends,
  truth,
} from "./scenario.ts";

describe("a plan carried out", () => {
  it("creates an account and a group, and joins them by the ids the provider gave", async () => {
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
    expect(truth(provider)).toEqual({
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

  it("carries out every kind of operation, and a second run finds all of it so already", async () => {
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
    expect(truth(provider)).toEqual({
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

  it("works across systems: Google's roles, its organizational units, and members from outside by address", async () => {
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
    expect(truth(provider)).toMatchObject({
      accounts: [{}, { address: "bob@acme.example", state: "suspended", profile: { orgUnitPath: "/Staff" } }],
      groups: [{}, { name: "team@acme.example", profile: { name: "Team" } }],
      memberships: ["crew@acme.example ada@acme.example owner", "crew@acme.example pat@partner.example member"],
    });
  });

  it("writes nothing to a system it has no connection to, and goes on elsewhere", async () => {
    const provider = okta({ accounts: [account("eve")] });
    const report = await applied(planOf([createsAccount("bob", { system: "google" }), suspends("eve")]), [provider]);
    expect(outcomes(report)).toEqual(["google:account.create:bob not-attempted", "okta:account.suspend:eve done"]);
    expect(reasons(report)).toEqual(["there is no connection to google"]);
  });
});

describe("the precondition", () => {
  it("leaves alone what somebody moved after the plan was made, and says what is there", async () => {
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
    const again = "Somebody changed it after the plan was made: plan again";
    expect(reasons(report)).toEqual([
      `expected the account to be active, and it is locked. ${again}`,
      `expected department to be "Sales", and it is "Legal". ${again}`,
      `expected the account 00u-gone, and it is gone. ${again}`,
      `expected name to be "gang", and it is "crew". ${again}`,
    ]);
    expect(provider.state.effects).toEqual([]);
  });

  it("does not create over a person or a group that is there, nor touch what another writer feeds", async () => {
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
    expect(reasons(report)[1]).toContain("which something else writes");
    expect(reasons(report)[2]).toContain('its description is "Another"');
    expect(provider.state.effects).toEqual([]);
  });

  it("does not call an account made that has the person's number but not what was asked for", async () => {
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
    expect(reasons(await applied(planOf([adopts]), [provider]))[0]).toContain("it carries another person's");
    expect(provider.state.account("00u-bob")?.join).toBe("77");
  });

  it("clears an attribute that the plan takes away, and only while it is what the plan says", async () => {
    const provider = okta({ accounts: [account("ada", { profile: { badge: "blue", title: "Clerk" } })] });
    const clears = (badge: string) => changesAccount("account.update", "ada", { before: { badge }, after: {} });
    expect(outcomes(await applied(planOf([clears("red")]), [provider]))).toEqual(["okta:account.update:ada failed"]);
    expect(outcomes(await applied(planOf([clears("blue")]), [provider]))).toEqual(["okta:account.update:ada done"]);
    expect(provider.state.account("00u-ada")?.profile).toEqual({ title: "Clerk" });
  });

  it("compares addresses without their case, as providers keep them", async () => {
    const provider = google({ accounts: [account("ada")] });
    const renames = changesAccount("account.update", "ada", {
      system: "google",
      before: { primaryEmail: "Ada@acme.example" },
      after: { primaryEmail: "Ada.Lovelace@acme.example" },
    });
    expect(outcomes(await applied(planOf([renames]), [provider]))).toEqual(["google:account.update:ada done"]);
    expect(provider.state.account("00u-ada")?.address).toBe("ada.lovelace@acme.example");
  });

  it("does not take away a membership that became another one", async () => {
    const provider = google({
      accounts: [account("ada")],
      groups: [group("crew", { name: "crew@acme.example", type: "GOOGLE_GROUP" })],
      memberships: [member("crew", "ada", "owner")],
    });
    const report = await applied(planOf([removes("ada", "crew", { system: "google" })]), [provider]);
    expect(reasons(report)[0]).toContain("expected a membership as member, and there is a membership as owner");
    expect(provider.state.memberships).toHaveLength(1);
  });

  it("does not name an account of this plan by its address when the account did not come about", async () => {
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

  it("does not take an address for somebody outside when the plan says that the account is made here", async () => {
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

describe("what is as wanted already", () => {
  it("is not written again", async () => {
    const provider = okta({ accounts: [account("eve", { state: "suspended" })] });
    let sent = 0;
    const connection = disturbed(provider, {
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

  it("includes an account that waits for its person after it was activated", async () => {
    const provider = okta({ accounts: [account("new", { state: "staged" })] });
    const connection = disturbed(provider, {
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

  it("is found by id where the search by address or name has not heard of it yet", async () => {
    const provider = okta();
    const connection = disturbed(provider, {
      onRead: async (name, read) =>
        name === "accountByAddress" || name === "groupByName" ? { kind: "absent" } : read(),
    });
    const report = await applied(planOf([createsAccount("bob"), createsGroup("crew")]), [connection]);
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual(["done", "done"]);
  });
});

describe("a failure", () => {
  it("blocks what depends on it over any number of steps, and nothing else", async () => {
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
    expect(reasons(report)[1]).toBe("it needs okta:membership.remove:payments:ada, which did not come about");
    expect(truth(provider).memberships).toEqual(["crew ada@acme.example member", "payments ada@acme.example member"]);
  });

  it("has one entry for each operation and tells each as it is made", async () => {
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
  it("is not carried out even if nobody asked whether it may be", async () => {
    const provider = okta({ accounts: [account("eve")] });
    const journal = storyJournal();
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
