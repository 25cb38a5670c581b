import { describe, expect, it } from "vitest";
import { OperationalError, UsageError } from "../../src/diagnostics/user-error.ts";
import type { System } from "../../src/model/documents.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { GitReader } from "../../src/ports/git.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";
import { createMemoryProvider, type MemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import type { MemorySeed } from "../../src/providers/memory/memory-state.ts";
import { apply, type ApplyPorts, type ApplyRequest, type Proposal } from "../../src/workflow/apply.ts";
import { observingProviders } from "../../src/workflow/observe.ts";
import { planFrom } from "../../src/workflow/plan.ts";
import { account, group, member, testClock } from "../apply/scenario.ts";
import { now } from "../support/model.ts";
import { aTree, smallCompany, type TreeBuilder, userYaml } from "../support/tree.ts";

/** Ada has an account and gets a membership in the CRM group. */
function crmCompany(): TreeBuilder {
  return aTree()
    .file("entitlements/okta/crm.yaml", crmYaml)
    .file("grants/okta/account/ada.yaml", grantYaml("okta/account"))
    .file("grants/okta/crm/ada.yaml", grantYaml("okta/crm"));
}

const crmYaml = 'id: crm\ntitle: CRM\ntarget: { group: crm }\ntier: low\nowners: ["@acme/security"]\n';
const grantYaml = (entitlement: string, user = "ada"): string =>
  `user: ${user}\nentitlement: ${entitlement}\nreason: Needs it for the daily work\n`;

const ada = account("ada", { profile: { login: "ada@acme.example" } });
const withoutAda: MemorySeed = { accounts: [ada], groups: [group("crm")] };
const withAda: MemorySeed = { ...withoutAda, memberships: [member("crm", "ada")] };

const operator = { gitName: "Grace Hopper", gitEmail: "grace@acme.example", osUser: "grace", githubActor: null };

interface Stage {
  readonly okta: MemoryProvider;
  readonly shown: readonly Proposal[];
  readonly records: readonly JournalRecord[];
  readonly writersConnected: () => number;
  readonly ports: ApplyPorts;
  readonly run: (request?: Partial<ApplyRequest>, ports?: Partial<ApplyPorts>) => ReturnType<typeof apply>;
}

/** Ports in memory: files, Okta and the journal. A call to git fails. */
function aStage(files: TreeBuilder, seed: MemorySeed): Stage {
  const clock = testClock();
  const okta = createMemoryProvider({ system: "okta", provider: "okta", clock, ...seed });
  const shown: Proposal[] = [];
  const records: JournalRecord[] = [];
  let writers = 0;
  const connect = async ({ systems }: { readonly systems: ReadonlyMap<string, System> }) =>
    [...systems.values()].map((system) => ({
      system,
      reader: okta.reader,
      writer: async () => {
        writers += 1;
        return okta.writer;
      },
    }));
  const ports: ApplyPorts = {
    workspace: { name: ".", readFolder: async () => files.build(), hasSchema: () => false, git: {} as GitReader },
    observe: observingProviders({ connect, progress: (_, work) => work() }),
    journal: {
      open: async () => ({
        intentsAtOnce: 1,
        append: async (record) => void records.push(record),
        seal: async (all) => void records.push(...all),
        checkLease: async () => undefined,
        close: async (all) => void records.push(...all),
      }),
    },
    clock,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    progress: (_, work) => work(),
    newRun: () => "run-1",
    operator: async () => operator,
    isSandboxed: () => false,
    show: (proposal) => void shown.push(proposal),
    confirm: async () => true,
  };
  const run = (request: Partial<ApplyRequest> = {}, more: Partial<ApplyPorts> = {}) =>
    apply({ at: now, targets: [], saved: null, ...request }, { ...ports, ...more });
  return { okta, shown, records, writersConnected: () => writers, ports, run };
}

async function planOf({ ports }: Stage): Promise<Plan> {
  const planned = await planFrom({ at: now, targets: [] }, ports);
  if (planned.kind !== "planned") throw new Error("the files allow no plan");
  return planned.plan;
}

describe("interactive apply", () => {
  it("shows the plan, asks, writes, and keeps every write in the journal", async () => {
    const stage = aStage(crmCompany(), withoutAda);
    const applied = await stage.run();
    expect(applied).toMatchObject({
      kind: "applied",
      report: { run: "run-1", entries: [{ operation: { action: "membership.add" }, outcome: { kind: "done" } }] },
    });
    expect(stage.shown).toMatchObject([{ organization: "Acme Robotics", refusal: null }]);
    expect(stage.records.map(({ kind }) => kind)).toEqual(["operator", "run-started", "intent", "result", "run-ended"]);
    expect(stage.records[0]).toEqual({ kind: "operator", at: expect.any(String), run: "run-1", ...operator });
    expect(stage.records[2]).toMatchObject({ system: "okta", user: "ada", entitlement: "okta/crm" });
    expect(await stage.okta.reader.membership("00g-crm", "00u-ada")).toMatchObject({ kind: "found" });
  });

  it.each([
    ["in the future", 1_000],
    ["more than a minute ago", -60_001],
  ])("refuses an instant that is %s where a system is a tenant, and writes nothing", async (which, shift) => {
    const stage = aStage(crmCompany(), withoutAda);
    const at = now + shift;
    const refused = await stage.run({ at }).catch((problem: unknown) => problem);
    expect(refused).toMatchObject({ code: "plan/not-now", remedy: expect.stringMatching(/^Remove --at\./) });
    expect(String(refused)).toContain(which);
    expect([stage.shown, stage.records, stage.writersConnected()]).toEqual([[], [], 0]);
    const sandboxed = await stage.run({ at }, { isSandboxed: () => true });
    expect(sandboxed).toMatchObject({ kind: "applied" });
  });

  it("accepts an instant up to a minute ago, which plan and apply of a script share", async () => {
    const stage = aStage(crmCompany(), withoutAda);
    expect(await stage.run({ at: now - 30_000 })).toMatchObject({ kind: "applied" });
  });

  it("connects no writer and opens no journal without confirmation, or when there is nothing to write", async () => {
    const refused = aStage(crmCompany(), withoutAda);
    expect(await refused.run({}, { confirm: async () => false })).toEqual({ kind: "not-confirmed" });
    const converged = aStage(crmCompany(), withAda);
    const proposals: Proposal[] = [];
    const confirm = async (proposal: Proposal): Promise<boolean> => proposals.push(proposal) > 0;
    expect(await converged.run({}, { confirm })).toMatchObject({ kind: "applied", report: null });
    expect(proposals).toEqual([]);
    for (const stage of [refused, converged]) {
      expect(stage.writersConnected()).toBe(0);
      expect(stage.records).toEqual([]);
    }
  });

  it("refuses a stale saved plan and shows nothing", async () => {
    const stage = aStage(crmCompany(), withoutAda);
    const saved = await planOf(aStage(crmCompany(), withAda));
    expect(await stage.run({ saved })).toMatchObject({ kind: "stale", moved: [expect.any(String)] });
    expect(stage.shown).toEqual([]);
    expect(await stage.run({ saved: await planOf(stage) })).toMatchObject({ kind: "applied" });
  });

  it("reads no provider while the files have errors", async () => {
    const broken = aStage(crmCompany().file("users/bob.yaml", "id: [\n"), withoutAda);
    const observe = async (): Promise<never> => {
      throw new Error("a provider was read");
    };
    expect(await broken.run({}, { observe })).toMatchObject({ kind: "files-have-errors" });
  });

  it("shows a plan that a guard blocks, and does not ask for confirmation", async () => {
    const people = ["ada", "bob", "eve"];
    const files = aTree()
      .files(Object.fromEntries(people.map((id) => [`users/${id}.yaml`, userYaml(id)])))
      .file("systems/okta.yaml", `${smallCompany["systems/okta.yaml"] ?? ""}guards: { removals: { count: 1 } }\n`)
      .file("entitlements/okta/crm.yaml", crmYaml)
      .files(Object.fromEntries(people.map((id) => [`grants/okta/account/${id}.yaml`, grantYaml("okta/account", id)])));
    const stage = aStage(files, {
      accounts: people.map((id) => account(id, { profile: { login: `${id}@acme.example` } })),
      groups: [group("crm")],
      memberships: people.map((id) => member("crm", id)),
    });
    const applied = await stage.run({}, { confirm: () => Promise.reject(new Error("asked")) });
    expect(applied).toMatchObject({ kind: "refused", refusal: { kind: "guards" } });
    expect(stage.shown).toMatchObject([{ refusal: { kind: "guards" } }]);
    expect(stage.records).toEqual([]);
  });

  it("rejects an unknown target, and reports scopes that could not be read", async () => {
    const stage = aStage(crmCompany(), withoutAda);
    await expect(stage.run({ targets: ["okta/cmr"] })).rejects.toThrow(UsageError);
    const reader = {
      ...stage.okta.reader,
      observe: async () =>
        ({
          kind: "partial",
          system: "okta",
          at: now,
          unread: [{ scope: "groups", reason: "it answered 500" }],
        }) as const,
    };
    const observe = observingProviders({
      connect: async ({ systems }) =>
        [...systems.values()].map((system) => ({ system, reader, writer: async () => stage.okta.writer })),
      progress: (_, work) => work(),
    });
    const failed = stage.run({}, { observe });
    await expect(failed).rejects.toThrow(OperationalError);
    await expect(failed).rejects.toThrow("okta: groups: it answered 500");
  });
});
