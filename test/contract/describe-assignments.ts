import { describe, expect, it } from "vitest";
import type { AssignableKind } from "../../src/model/direct-assignment.ts";
import { assignableTraits } from "../../src/model/provider.ts";
import type { DirectAssignmentWrite } from "../../src/ports/access.ts";
import type { Start } from "./provider-contract.ts";
import { address, type Candidate, complete, outcome, scopeFor, type Subject, type WorldAccount } from "./world.ts";

/** A name of each kind, as each provider writes it. The second one is not declared. */
const names: Readonly<Record<Candidate["provider"], Partial<Record<AssignableKind, readonly [string, string]>>>> = {
  okta: { app: ["Payroll", "Expenses"], adminRole: ["USER_ADMIN", "HELP_DESK_ADMIN"] },
  google: {
    adminRole: ["Help Desk", "Auditors"],
    license: ["Google-Apps/1010020027", "Google-Apps/1010020028"],
  },
};

type Profile = Readonly<Record<string, unknown>>;

const accounts: readonly WorldAccount[] = [
  { name: "ada", number: "1" },
  { name: "bob", number: "2" },
];

/** The scenarios of every kind that the candidate's world can seed. */
export function describeAssignments(candidate: Candidate, start: Start): void {
  for (const kind of candidate.assignables ?? []) describeKind(kind, candidate, start);
}

function describeKind(kind: AssignableKind, candidate: Candidate, start: Start): void {
  const [name, other] = names[candidate.provider][kind] ?? ["", ""];
  const hasProfile = assignableTraits(candidate.provider, kind)?.hasProfile === true;
  const seeded = (...holders: readonly string[]) =>
    start({
      accounts,
      assignables: [
        { kind, name, holders },
        { kind, name: other, holders: ["bob"] },
      ],
    });
  const accountOf = ({ truth }: Subject, who: string): string => truth.account(address(who))?.id ?? "";
  const targetOf = async ({ reader }: Subject, of = name): Promise<string> => {
    const found = await reader.assignable?.({ kind, name: of });
    return found?.kind === "found" ? found.value.id : "";
  };
  const shown = async (subject: Subject, who: string) =>
    subject.reader.directAssignment?.(kind, await targetOf(subject), accountOf(subject, who));
  const holders = ({ truth }: Subject): Readonly<Record<string, Profile | null>> => truth.holders?.(kind, name) ?? {};
  const assign = async (subject: Subject, who: string, profile: Profile = {}): Promise<string> =>
    outcome(
      await subject.writer.perform(
        assignWrite(kind, { target: await targetOf(subject), account: accountOf(subject, who), profile }),
      ),
    );
  const unassign = async (subject: Subject, who: string): Promise<string> => {
    const found = await shown(subject, who);
    const id = found?.kind === "found" ? (found.value.id ?? "") : "gone";
    return outcome(
      await subject.writer.perform(
        unassignWrite(kind, { target: await targetOf(subject), account: accountOf(subject, who), assignment: id }),
      ),
    );
  };

  describe(`direct assignments: ${kind}`, () => {
    it("are found by the exact name, or are absent", async () => {
      const subject = await seeded();
      expect(await subject.reader.assignable?.({ kind, name })).toMatchObject({ kind: "found", value: { kind, name } });
      expect(await subject.reader.assignable?.({ kind, name: `${name}x` })).toEqual({ kind: "absent" });
    });

    it("are read for the declared names only, with every holder", async () => {
      const subject = await seeded("ada", "bob");
      const { assignables, directAssignments } = complete(
        await subject.reader.observe({ ...scopeFor(candidate), assignables: [{ kind, name }] }),
      );
      const target = await targetOf(subject);
      expect(assignables).toEqual([{ kind, name, id: target }]);
      const read = (directAssignments ?? []).map((one) => [one.kind, one.target, one.account].join(" ")).sort();
      const expected = ["ada", "bob"].map((who) => [kind, target, accountOf(subject, who)].join(" ")).sort();
      expect(read).toEqual(expected);
    });

    it("are given once, and read by their ids", async () => {
      const subject = await seeded();
      expect(await shown(subject, "ada")).toEqual({ kind: "absent" });
      expect([await assign(subject, "ada"), await assign(subject, "ada")]).toEqual(["written", "already-so"]);
      expect(Object.keys(holders(subject))).toEqual(["ada@acme.example"]);
      expect(await shown(subject, "ada")).toMatchObject({
        kind: "found",
        value: { kind, target: await targetOf(subject), account: accountOf(subject, "ada") },
      });
      expect(await shown(subject, "bob")).toEqual({ kind: "absent" });
    });

    it("are ended once, and no other one", async () => {
      const subject = await seeded("ada", "bob");
      expect([await unassign(subject, "ada"), await unassign(subject, "ada")]).toEqual(["written", "already-so"]);
      expect(Object.keys(holders(subject))).toEqual(["bob@acme.example"]);
      expect(await shown(subject, "ada")).toEqual({ kind: "absent" });
    });

    it("are given again after they ended", async () => {
      const subject = await seeded("ada");
      expect([await unassign(subject, "ada"), await assign(subject, "ada")]).toEqual(["written", "written"]);
      expect(Object.keys(holders(subject))).toEqual(["ada@acme.example"]);
    });

    it("are not given to an account that does not exist", async () => {
      const subject = await seeded();
      const account = candidate.provider === "okta" ? "00uNOBODY" : "999";
      const write = assignWrite(kind, { target: await targetOf(subject), account, profile: {} });
      expect(["not-found", "rejected"]).toContain(outcome(await subject.writer.perform(write)));
      expect(holders(subject)).toEqual({});
    });

    it("are not known while they cannot be read", async () => {
      const subject = await seeded("ada");
      const { wire } = subject;
      if (wire === null) return;
      const [target, account] = [await targetOf(subject), accountOf(subject, "ada")];
      wire.faultAnywhere({ kind: "status", status: 500 });
      expect(await subject.reader.directAssignment?.(kind, target, account)).toMatchObject({ kind: "unknown" });
      wire.clearFaults();
      expect(await subject.reader.directAssignment?.(kind, target, account)).toMatchObject({ kind: "found" });
    });

    if (hasProfile) describeProfiles();
  });

  function describeProfiles(): void {
    it("have the given attributes of the profile, of which an update changes only the given ones", async () => {
      const subject = await seeded();
      expect(await assign(subject, "ada", { team: "Sales", site: "Berlin" })).toBe("written");
      expect(await shown(subject, "ada")).toMatchObject({ value: { profile: { team: "Sales", site: "Berlin" } } });
      const update = {
        action: "app.update",
        app: await targetOf(subject),
        account: accountOf(subject, "ada"),
        profile: { team: "Legal", site: null },
      } as const;
      expect(outcome(await subject.writer.perform(update))).toBe("written");
      const profile = holders(subject)["ada@acme.example"];
      expect([profile?.["team"], profile?.["site"] ?? null]).toEqual(["Legal", null]);
    });
  }
}

interface Facts {
  readonly target: string;
  readonly account: string;
}

function assignWrite(
  kind: AssignableKind,
  { target, account, profile }: Facts & { readonly profile: Profile },
): DirectAssignmentWrite {
  switch (kind) {
    case "app":
      return { action: "app.assign", app: target, account, profile };
    case "adminRole":
      return { action: "admin-role.assign", role: target, account };
    case "license":
      return { action: "license.assign", license: target, account };
  }
}

function unassignWrite(
  kind: AssignableKind,
  { target, account, assignment }: Facts & { readonly assignment: string },
): DirectAssignmentWrite {
  switch (kind) {
    case "app":
      return { action: "app.unassign", app: target, account };
    case "adminRole":
      return { action: "admin-role.unassign", role: target, assignment, account };
    case "license":
      return { action: "license.unassign", license: target, account };
  }
}
