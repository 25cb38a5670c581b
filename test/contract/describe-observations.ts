import { describe, expect, it } from "vitest";
import type { Start } from "./provider-contract.ts";
import { connectedTraits, declarableType } from "../../src/model/provider.ts";
import { importedType } from "./imported-type.ts";
import { type Candidate, groupName, onWire, people, scopeFor, start as beginning, complete } from "./world.ts";

export function describeObservations(candidate: Candidate, start: Start): void {
  const { accounts: accountTraits, groups: groupTraits } = connectedTraits[candidate.provider];
  describe("observing", () => {
    it("returns accounts, groups and the members of the declared groups", async () => {
      const { reader, truth } = await start({
        accounts: [
          { name: "ada", number: "1", department: "Engineering" },
          { name: "bob", state: "suspended" },
        ],
        groups: [
          { name: "Crew", description: "All hands", members: ["ada", "bob"] },
          { name: "Private", members: ["ada"] },
        ],
      });
      const observation = await reader.observe(scopeFor(candidate, "Crew"));
      const { accounts, groups, memberships, membershipsRead, system, provider } = complete(observation);
      expect(observation).toMatchObject({ at: beginning });
      expect([system, provider]).toEqual([reader.system, candidate.provider]);
      const [ada, bob] = ["ada@acme.example", "bob@acme.example"].map((at) => truth.account(at)?.id);
      expect(accounts.map(({ id, address, join, state }) => [id, address, join, state])).toEqual([
        [ada, "ada@acme.example", "1", "active"],
        [bob, "bob@acme.example", null, "suspended"],
      ]);
      expect(accounts.map(({ profile }) => profile)).toEqual([
        { [candidate.attributes.department]: "Engineering" },
        {},
      ]);
      const names = groups.filter(({ type }) => type !== "BUILT_IN").map(({ name }) => name);
      expect(names).toEqual([groupName(candidate, "Crew"), groupName(candidate, "Private")]);
      const crew = truth.group("Crew")?.id ?? "";
      expect(membershipsRead).toEqual([crew]);
      expect(memberships.map(({ group, account, role }) => [group, account, role])).toEqual([
        [crew, ada, "member"],
        [crew, bob, "member"],
      ]);
    });

    it("reads the group under an earlier name, and every group on request", async () => {
      const { reader, truth } = await start({
        accounts: [{ name: "ada", number: "1" }],
        groups: [
          { name: "Old Name", members: ["ada"] },
          { name: "Other", members: ["ada"] },
        ],
      });
      const scope = scopeFor(candidate, "New Name", "Old Name");
      expect(complete(await reader.observe(scope)).membershipsRead).toEqual([truth.group("Old Name")?.id]);
    });

    for (const size of [0, 1, 199, 200, 201, 1000, 1001])
      it(`reads a group of ${size} completely${candidate.network === null ? "" : " with the minimum number of requests"}`, async () => {
        const accounts = people(size);
        const subject = await start({
          accounts,
          groups: [{ name: "Crew", members: accounts.map(({ name }) => name) }],
        });
        const { memberships, accounts: found } = complete(await subject.reader.observe(scopeFor(candidate, "Crew")));
        expect([found.length, memberships.length]).toEqual([size, size]);
        const known = new Set(found.map(({ id }) => id));
        expect(memberships.every(({ account }) => account !== null && known.has(account))).toBe(true);
        if (candidate.network !== null)
          expect(onWire(subject).wire.requests()).toHaveLength(candidate.network.requestsFor(size));
      });

    if (candidate.hasGroupRules)
      it("marks groups that a rule assigns", async () => {
        const { reader, truth } = await start({
          accounts: [{ name: "ada", number: "1", department: "Sales" }],
          groups: [{ name: "Sales", ruleFed: true, members: ["ada"] }, { name: "Crew" }],
        });
        const [sales, crew] = [groupName(candidate, "Sales"), groupName(candidate, "Crew")];
        const { groups, memberships } = complete(await reader.observe(scopeFor(candidate, "Sales", "Crew")));
        const shown = groups.filter(({ type }) => type !== "BUILT_IN");
        expect(shown.map(({ name, ruleFed }) => [name, ruleFed])).toEqual([
          [sales, true],
          [crew, false],
        ]);
        expect(memberships).toHaveLength(1);
        const id = truth.group("Sales")?.id ?? "";
        expect(await reader.groupById(id)).toMatchObject({ value: { ruleFed: true } });
        expect(await reader.groupByName(sales)).toMatchObject({ value: { ruleFed: true } });
      });

    const imported = importedType(candidate);
    if (imported !== null)
      it("returns the type of each group", async () => {
        const { reader } = await start({
          accounts: [{ name: "ada", number: "1" }],
          groups: [
            { name: "Crew", members: ["ada"] },
            { name: "AD Staff", type: imported, members: ["ada"] },
          ],
        });
        const { groups, memberships } = complete(await reader.observe(scopeFor(candidate, "Crew", "AD Staff")));
        const shown = groups.filter(({ type }) => type !== "BUILT_IN");
        expect(shown.map(({ name, type, ruleFed }) => [name, type, ruleFed])).toEqual([
          [groupName(candidate, "Crew"), declarableType(candidate.provider), false],
          [groupName(candidate, "AD Staff"), imported, false],
        ]);
        expect(memberships).toHaveLength(2);
      });

    if (accountTraits.canBeDeactivated)
      it("returns deactivated accounts, which show that a leaver is contained", async () => {
        const subject = await start({ accounts: [{ name: "ada", number: "1" }] });
        const account = subject.truth.account("ada@acme.example")?.id ?? "";
        await subject.writer.perform({ action: "account.deactivate", account });
        const { accounts } = complete(await subject.reader.observe(scopeFor(candidate)));
        expect(accounts).toMatchObject([{ id: account, join: "1", state: "deactivated" }]);
      });

    const highest = groupTraits.roles.at(-1) ?? "member";
    if (highest !== "member")
      it("returns roles", async () => {
        const accounts = [{ name: "ada", number: "1" }, { name: "bob" }];
        const { reader, truth } = await start({
          accounts,
          groups: [{ name: "Crew", members: [["ada", highest], "bob"] }],
        });
        const { memberships } = complete(await reader.observe(scopeFor(candidate, "Crew")));
        const [ada, bob] = ["ada@acme.example", "bob@acme.example"].map((at) => truth.account(at)?.id);
        const rows = memberships.map(({ account, address, role }) => [account, address, role]);
        expect(rows).toHaveLength(2);
        expect(rows).toContainEqual([ada, null, highest]);
        expect(rows).toContainEqual([bob, null, "member"]);
      });

    if (groupTraits.takesOutsideAddresses)
      it("returns external members by their address", async () => {
        const { roles } = groupTraits;
        const { reader } = await start({
          groups: [{ name: "Crew", members: roles.map((role) => [`${role}@partner.example`, role] as const) }],
        });
        const { memberships } = complete(await reader.observe(scopeFor(candidate, "Crew")));
        const rows = memberships.map(({ account, address, role }) => [account, address, role]);
        expect(rows).toHaveLength(roles.length);
        for (const role of roles) expect(rows).toContainEqual([null, `${role}@partner.example`, role]);
      });
  });
}
