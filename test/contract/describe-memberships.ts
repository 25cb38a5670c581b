import { describe, expect, it } from "vitest";
import { connectedTraits } from "../../src/model/provider.ts";
import { importedType } from "./imported-type.ts";
import type { Start } from "./provider-contract.ts";
import { type Candidate, complete, groupIdOf, groupName, idOf, outcomesOf, scopeFor, type World } from "./world.ts";

export function describeMemberships(candidate: Candidate, start: Start): void {
  const world: World = { accounts: [{ name: "ada", number: "1" }], groups: [{ name: "Crew" }] };
  const { accounts, groups } = connectedTraits[candidate.provider];
  const { canBeDeactivated } = accounts;
  const { roles, takesOutsideAddresses, canNest } = groups;
  const highest = roles.at(-1) ?? "member";
  const hasRoles = highest !== "member";
  describe("memberships", () => {
    it("keeps one membership after two additions", async () => {
      const subject = await start(world);
      const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
      const add = { action: "membership.add", group, member, role: "member" } as const;
      const [first, again] = await outcomesOf(subject, add, add);
      expect(first).toBe("written");
      // Okta's response is the same for both.
      expect(["written", "already-so"]).toContain(again);
      expect(subject.truth.members("Crew")).toEqual(["ada@acme.example"]);
      expect(await subject.reader.membership(group, member)).toEqual({
        kind: "found",
        value: { group, account: member, address: null, role: "member" },
      });
    });

    it("keeps no membership after two removals", async () => {
      const subject = await start({ ...world, groups: [{ name: "Crew", members: ["ada"] }] });
      const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
      const remove = { action: "membership.remove", group, member } as const;
      const [first, again] = await outcomesOf(subject, remove, remove);
      expect(first).toBe("written");
      expect(["written", "already-so"]).toContain(again);
      expect(subject.truth.members("Crew")).toEqual([]);
      expect(await subject.reader.membership(group, member)).toEqual({ kind: "absent" });
    });

    if (canNest)
      it("keeps a group as a member by its address, until it is removed", async () => {
        const subject = await start({ ...world, groups: [{ name: "Crew" }, { name: "Staff", members: ["ada"] }] });
        const group = groupIdOf(subject, "Crew");
        const member = groupName(candidate, "Staff");
        const add = { action: "membership.add", group, member, role: "member" } as const;
        const remove = { action: "membership.remove", group, member } as const;
        expect(await outcomesOf(subject, add, add)).toEqual(["written", "already-so"]);
        expect(await subject.reader.membership(group, member)).toEqual({
          kind: "found",
          value: { group, account: null, address: member, role: "member" },
        });
        const { memberships, groups: live } = complete(await subject.reader.observe(scopeFor(candidate, "Crew")));
        expect(memberships).toContainEqual({ group, account: null, address: member, role: "member" });
        expect(live.map(({ name }) => name.toLowerCase())).toContain(member);
        expect(await outcomesOf(subject, remove, remove)).toEqual(["written", "already-so"]);
        expect(await subject.reader.membership(group, member)).toEqual({ kind: "absent" });
      });

    it("reports a missing group", async () => {
      const subject = await start(world);
      const { group } = candidate.absent;
      const add = { action: "membership.add", group, member: idOf(subject, "ada"), role: "member" } as const;
      expect(await outcomesOf(subject, add)).toEqual(["not-found"]);
    });

    if (!hasRoles)
      it("rejects roles, which its groups do not have", async () => {
        const subject = await start(world);
        const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
        const add = { action: "membership.add", group, member, role: "owner" } as const;
        expect(await outcomesOf(subject, add)).toEqual(["rejected"]);
        expect(subject.truth.members("Crew")).toEqual([]);
      });

    if (!takesOutsideAddresses)
      it("rejects external members, which its groups do not have", async () => {
        const subject = await start(world);
        const group = groupIdOf(subject, "Crew");
        const add = { action: "membership.add", group, member: "eve@partner.example", role: "member" } as const;
        const [answer] = await outcomesOf(subject, add);
        expect(["rejected", "not-found"]).toContain(answer);
        expect(subject.truth.members("Crew")).toEqual([]);
      });

    const imported = importedType(candidate);
    if (imported !== null)
      it("does not change imported groups", async () => {
        const groups = [{ name: "AD Staff", type: imported, members: ["ada"] }] as const;
        const subject = await start({ accounts: [{ name: "ada" }, { name: "bob" }], groups });
        const [ada, bob] = [idOf(subject, "ada"), idOf(subject, "bob")];
        const group = groupIdOf(subject, "AD Staff");
        const answers = await outcomesOf(
          subject,
          { action: "membership.add", group, member: bob, role: "member" },
          { action: "membership.remove", group, member: ada },
        );
        expect(answers).toEqual(["denied", "denied"]);
        expect(subject.truth.members("AD Staff")).toEqual(["ada@acme.example"]);
      });

    if (canBeDeactivated)
      it("adds no deactivated account", async () => {
        const subject = await start(world);
        const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
        const answers = await outcomesOf(
          subject,
          { action: "account.deactivate", account: member },
          { action: "membership.add", group, member, role: "member" },
        );
        expect(answers[0]).toBe("written");
        expect(["rejected", "denied"]).toContain(answers[1]);
        expect(subject.truth.members("Crew")).toEqual([]);
      });

    if (hasRoles)
      it("changes a role, and distinguishes it from an addition", async () => {
        const subject = await start({ ...world, groups: [{ name: "Crew", members: ["ada"] }] });
        const [group, member] = [groupIdOf(subject, "Crew"), idOf(subject, "ada")];
        const role = { group, member, role: highest } as const;
        expect(
          await outcomesOf(
            subject,
            { action: "membership.add", ...role },
            { action: "membership.update", ...role },
            { action: "membership.update", ...role },
            { action: "membership.add", ...role },
          ),
        ).toEqual(["conflict", "written", "already-so", "already-so"]);
        expect(subject.truth.members("Crew")).toEqual([`ada@acme.example ${highest}`]);
      });

    if (takesOutsideAddresses)
      it("has external members by address", async () => {
        const subject = await start(world);
        const group = groupIdOf(subject, "Crew");
        const member = "eve@partner.example";
        const [, role = "member"] = roles;
        const shown = role === "member" ? member : `${member} ${role}`;
        const add = { action: "membership.add", group, member, role } as const;
        expect(await outcomesOf(subject, add, add)).toEqual(["written", "already-so"]);
        expect(subject.truth.members("Crew")).toEqual([shown]);
        expect(await subject.reader.membership(group, member)).toEqual({
          kind: "found",
          value: { group, account: null, address: member, role },
        });
        expect(await outcomesOf(subject, { action: "membership.remove", group, member })).toEqual(["written"]);
        expect(subject.truth.members("Crew")).toEqual([]);
      });
  });
}
