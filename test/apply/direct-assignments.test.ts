import { describe, expect, it } from "vitest";
import type { AssignableKind } from "../../src/model/direct-assignment.ts";
import type { MemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import { anOperation } from "../support/operation.ts";
import { account, applied, createsAccount, google, okta, outcomes, planOf, reasons } from "./scenario.ts";

interface Case {
  readonly kind: AssignableKind;
  readonly provider: typeof okta;
  readonly assign: "app.assign" | "admin-role.assign" | "license.assign";
  readonly unassign: "app.unassign" | "admin-role.unassign" | "license.unassign";
}

const cases: readonly Case[] = [
  { kind: "app", provider: okta, assign: "app.assign", unassign: "app.unassign" },
  { kind: "adminRole", provider: okta, assign: "admin-role.assign", unassign: "admin-role.unassign" },
  { kind: "adminRole", provider: google, assign: "admin-role.assign", unassign: "admin-role.unassign" },
  { kind: "license", provider: google, assign: "license.assign", unassign: "license.unassign" },
];

describe.each(cases)("$assign", ({ kind, provider, assign, unassign }) => {
  const target = { kind, id: "t-1", name: "T" } as const;
  const seeded = (isHeld: boolean, id: string | null = kind === "adminRole" ? "ra-1" : null): MemoryProvider =>
    provider({
      accounts: [account("ada")],
      assignables: [target],
      directAssignments: isHeld
        ? [{ kind, target: "t-1", account: "00u-ada", id, profile: kind === "app" ? {} : null }]
        : [],
    });
  const common = (system: string) => ({
    system,
    account: { id: "00u-ada", address: "ada@acme.example" },
    resource: { kind, id: "t-1", name: "T" },
  });
  const assigns = (system: string, changes: Parameters<typeof anOperation>[1] = {}) =>
    anOperation(assign, {
      ...common(system),
      after: { profile: kind === "app" ? { team: "Sales" } : null },
      ...changes,
    });
  const ends = (system: string) =>
    anOperation(unassign, { ...common(system), before: { assignment: kind === "adminRole" ? "ra-1" : null } });
  const run = async (memory: MemoryProvider, operation: ReturnType<typeof anOperation>) => {
    const report = await applied(planOf([operation]), [memory]);
    return report.entries[0]?.outcome.kind;
  };

  it("gives what is missing, and finds it given", async () => {
    const memory = seeded(false);
    const operation = assigns(memory.reader.system);
    expect(await run(memory, operation)).toBe("done");
    expect(memory.state.directAssignments).toMatchObject([{ kind, target: "t-1", account: "00u-ada" }]);
    expect(await run(memory, operation)).toBe("already-so");
    expect(memory.state.effects).toHaveLength(1);
  });

  it("takes what is held, and finds it gone", async () => {
    const memory = seeded(true);
    expect(await run(memory, ends(memory.reader.system))).toBe("done");
    expect(memory.state.directAssignments).toEqual([]);
    expect(await run(memory, ends(memory.reader.system))).toBe("already-so");
  });

  it("gives it to an account that the same plan creates, and waits for it", async () => {
    const memory = provider({ assignables: [target] });
    const { system } = memory.reader;
    const create = createsAccount("ada", { system });
    const give = assigns(system, {
      account: { id: null, address: "ada@acme.example" },
      dependsOn: [create.id],
    });
    const report = await applied(planOf([create, give]), [memory]);
    expect(outcomes(report).map((text) => text.split(" ")[1])).toEqual(["done", "done"]);
    expect(memory.state.directAssignments).toHaveLength(1);
  });

  it("sends nothing where the assignment cannot be read", async () => {
    const memory = seeded(false);
    const failure = { kind: "unavailable", message: "down" } as const;
    const reader = { ...memory.reader, directAssignment: async () => ({ kind: "unknown", failure }) as const };
    const report = await applied(planOf([assigns(memory.reader.system)]), [{ ...memory, reader }]);
    expect(report.entries[0]?.outcome.kind).toBe("failed");
    expect(memory.state.effects).toEqual([]);
  });

  if (kind === "adminRole")
    it("does not end an assignment with another id", async () => {
      const memory = seeded(true, "ra-2");
      const report = await applied(planOf([ends(memory.reader.system)]), [memory]);
      expect(reasons(report)[0]).toContain("expected the assignment ra-1, got ra-2");
      expect(memory.state.effects).toEqual([]);
    });
});

describe("the profile of an app", () => {
  const assigned = (profile: Readonly<Record<string, unknown>>): MemoryProvider =>
    okta({
      accounts: [account("ada")],
      assignables: [{ kind: "app", id: "t-1", name: "T" }],
      directAssignments: [{ kind: "app", target: "t-1", account: "00u-ada", id: null, profile }],
    });
  const update = anOperation("app.update", {
    account: { id: "00u-ada", address: "ada@acme.example" },
    resource: { kind: "app", id: "t-1", name: "T" },
    before: { team: "Sales", site: "Berlin" },
    after: { team: "Legal", site: null },
  });

  it("is changed in the given attributes only", async () => {
    const memory = assigned({ team: "Sales", site: "Berlin", nickname: "A" });
    expect(outcomes(await applied(planOf([update]), [memory]))[0]).toContain("done");
    expect(memory.state.directAssignments[0]?.profile).toEqual({ team: "Legal", nickname: "A" });
  });

  it("is not changed where it differs from the plan, or the app is not assigned any more", async () => {
    const memory = assigned({ team: "Finance", site: "Berlin" });
    expect(reasons(await applied(planOf([update]), [memory]))[0]).toContain('expected team to be "Sales"');
    memory.state.dropAssignment("app", "t-1", "00u-ada");
    expect(reasons(await applied(planOf([update]), [memory]))[0]).toContain("expected an assignment, got none");
    expect(memory.state.effects).toEqual([]);
  });
});

it("ends the assignments of a deactivated account, as the provider does", async () => {
  const memory = okta({
    accounts: [account("ada")],
    assignables: [{ kind: "app", id: "t-1", name: "T" }],
    directAssignments: [{ kind: "app", target: "t-1", account: "00u-ada", id: null, profile: {} }],
  });
  const deactivate = anOperation("account.deactivate", {
    account: { id: "00u-ada", address: "ada@acme.example" },
    resource: { kind: "account", id: "00u-ada", name: "ada@acme.example" },
    before: { state: "active" },
  });
  const end = anOperation("app.unassign", {
    id: "okta:app.unassign:t:ada",
    account: { id: "00u-ada", address: "ada@acme.example" },
    resource: { kind: "app", id: "t-1", name: "T" },
  });
  const report = await applied(planOf([deactivate, end]), [memory]);
  expect(outcomes(report).map((text) => text.split(" ")[1])).toEqual(["done", "already-so"]);
});
