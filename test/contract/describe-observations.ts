import { describe, expect, it } from "vitest";
import type { Start } from "./provider-contract.ts";
import { type Candidate, groupName, people, scopeFor, start as beginning, complete } from "./world.ts";

const pages = (entries: number, size: number): number => Math.max(1, Math.ceil(entries / size));

/** Returns the minimum number of requests of a complete read: lists of users and groups, and the members of one group. */
function requestsFor({ provider }: Candidate, members: number): number {
  const memberPages = members === 0 ? 0 : pages(members, 200);
  if (provider === "google") return pages(members, 500) + 1 + memberPages;
  const deactivated = 1;
  const rules = 2; // read twice, because no other object shows a missing rule
  return pages(members, 200) + deactivated + 1 + memberPages + rules;
}

export function describeObservations(candidate: Candidate, start: Start): void {
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
      it(`reads a group of ${size} completely with the minimum number of requests`, async () => {
        const accounts = people(size);
        const subject = await start({
          accounts,
          groups: [{ name: "Crew", members: accounts.map(({ name }) => name) }],
        });
        const { memberships, accounts: found } = complete(await subject.reader.observe(scopeFor(candidate, "Crew")));
        expect([found.length, memberships.length]).toEqual([size, size]);
        const known = new Set(found.map(({ id }) => id));
        expect(memberships.every(({ account }) => account !== null && known.has(account))).toBe(true);
        if (subject.wire !== null) expect(subject.wire.requests()).toHaveLength(requestsFor(candidate, size));
      });

    if (candidate.provider === "okta") {
      it("marks groups that a rule assigns, and returns the type of each group", async () => {
        const { reader, truth } = await start({
          accounts: [{ name: "ada", number: "1", department: "Sales" }],
          groups: [
            { name: "Sales", ruleFed: true, members: ["ada"] },
            { name: "AD Staff", type: "APP_GROUP", members: ["ada"] },
          ],
        });
        const { groups, memberships } = complete(await reader.observe(scopeFor(candidate, "Sales", "AD Staff")));
        const shown = groups.filter(({ type }) => type !== "BUILT_IN");
        expect(shown.map(({ name, type, ruleFed }) => [name, type, ruleFed])).toEqual([
          ["Sales", "OKTA_GROUP", true],
          ["AD Staff", "APP_GROUP", false],
        ]);
        expect(memberships).toHaveLength(2);
        const sales = truth.group("Sales")?.id ?? "";
        expect(await reader.groupById(sales)).toMatchObject({ value: { ruleFed: true } });
        expect(await reader.groupByName("Sales")).toMatchObject({ value: { ruleFed: true } });
      });

      it("returns deactivated accounts, which show that a leaver is contained", async () => {
        const subject = await start({ accounts: [{ name: "ada", number: "1" }] });
        const account = subject.truth.account("ada@acme.example")?.id ?? "";
        await subject.writer.perform({ action: "account.deactivate", account });
        const { accounts } = complete(await subject.reader.observe(scopeFor(candidate)));
        expect(accounts).toMatchObject([{ id: account, join: "1", state: "deactivated" }]);
      });
      return;
    }

    it("returns roles, and external members by their address", async () => {
      const { reader, truth } = await start({
        accounts: [{ name: "ada", number: "1" }],
        groups: [
          { name: "Crew", members: [["ada", "owner"], ["eve@partner.example", "manager"], "mia@partner.example"] },
        ],
      });
      const { memberships } = complete(await reader.observe(scopeFor(candidate, "Crew")));
      const ada = truth.account("ada@acme.example")?.id;
      const rows = memberships.map(({ account, address, role }) => [account, address, role]);
      expect(rows).toHaveLength(3);
      expect(rows).toContainEqual([ada, null, "owner"]);
      expect(rows).toContainEqual([null, "eve@partner.example", "manager"]);
      expect(rows).toContainEqual([null, "mia@partner.example", "member"]);
    });
  });
}
