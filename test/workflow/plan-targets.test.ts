import { describe, expect, it } from "vitest";
import type { System } from "../../src/model/documents.ts";
import type { GitReader } from "../../src/ports/git.ts";
import type { TargetReads } from "../../src/ports/access.ts";
import { createMemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import type { MemorySeed } from "../../src/providers/memory/memory-state.ts";
import { observingProviders } from "../../src/workflow/observe.ts";
import { planFrom } from "../../src/workflow/plan.ts";
import { account, group, member, testClock } from "../apply/scenario.ts";
import { targetReadsOf } from "../support/memory-target-reads.ts";
import { now } from "../support/model.ts";
import { aTree, smallCompany, userYaml } from "../support/tree.ts";

const grantYaml = (entitlement: string, user: string): string =>
  `user: ${user}\nentitlement: ${entitlement}\nreason: Needs it for the daily work\n`;
const people = ["ada", "bob", "eve"];
const live = (id: string) => account(id, { profile: { login: `${id}@acme.example` } });

const seed: MemorySeed = {
  accounts: [...people.map(live), live("stranger")],
  groups: [group("crm")],
  memberships: people.map((id) => member("crm", id)),
};

/** Everyone is in the CRM group and only eve has a grant. */
async function planned(
  targets: readonly string[],
  { state = seed, systemYaml = "", fails = false }: { state?: MemorySeed; systemYaml?: string; fails?: boolean } = {},
) {
  const clock = testClock();
  const okta = createMemoryProvider({ system: "okta", provider: "okta", clock, ...state });
  const calls: string[] = [];
  const files = aTree()
    .files(Object.fromEntries(people.map((id) => [`users/${id}.yaml`, userYaml(id)])))
    .file("systems/okta.yaml", `${smallCompany["systems/okta.yaml"] ?? ""}${systemYaml}`)
    .file(
      "entitlements/okta/crm.yaml",
      'id: crm\ntitle: CRM\ntarget: { group: crm }\ntier: low\nowners: ["@acme/security"]\n',
    )
    .files(Object.fromEntries(people.map((id) => [`grants/okta/account/${id}.yaml`, grantYaml("okta/account", id)])))
    .file("grants/okta/crm/eve.yaml", grantYaml("okta/crm", "eve"));
  const targeted = (): TargetReads => {
    const { accounts, groups, memberships } = okta.state;
    const observed = { system: "okta", provider: "okta" as const, tenant: "okta.example", membershipsRead: [] };
    const reads = targetReadsOf({ ...observed, accounts, groups, memberships }, calls);
    return fails ? { ...reads, groupsOf: () => Promise.reject(new Error("503")) } : reads;
  };
  const reader: typeof okta.reader = {
    ...okta.reader,
    targeted,
    observe: (scope) => {
      calls.push("observe");
      return okta.reader.observe(scope);
    },
  };
  const connect = async ({ systems }: { readonly systems: ReadonlyMap<string, System> }) =>
    [...systems.values()].map((system) => ({ system, reader, writer: async () => okta.writer }));
  const result = await planFrom(
    { at: now, targets },
    {
      workspace: { name: ".", hasSchema: () => false, readFolder: async () => files.build(), git: {} as GitReader },
      observe: observingProviders({ connect, progress: (_, work) => work() }),
    },
  );
  if (result.kind !== "planned") throw new Error("the files allow no plan");
  return { calls, ...result, ids: result.plan.operations.map(({ id }) => id) };
}

describe("a plan with targets", () => {
  it("reads the targets and reports nothing about what it did not read", async () => {
    const { calls, plan, ids, observedFindings } = await planned(["ada"]);
    expect(calls).toEqual(["accountsBy", "groupsOf", "groupsNamed"]);
    expect(ids).toEqual(["okta:membership.remove:crm:ada"]);
    expect(plan.guards).toMatchObject([{ code: "provider/targeted-read", blocked: false }]);
    expect(plan.unmanaged).toEqual({});
    expect(observedFindings).toEqual([]);
    const complete = await planned([]);
    expect(complete.calls).toEqual(["observe"]);
    expect(complete.observedFindings).toMatchObject([{ code: "lp/orphan-account" }]);
  });

  it("reads all members of a named group", async () => {
    const { calls, ids } = await planned(["okta/crm"]);
    expect(calls).not.toContain("observe");
    expect(ids).toEqual(["okta:membership.remove:crm:ada", "okta:membership.remove:crm:bob"]);
  });

  it("reads everything where a guard refuses, and where the share of removals cannot be judged", async () => {
    const guarded = "guards: { removals: { count: 1 } }\n";
    const { calls, plan } = await planned(["okta/crm"], { systemYaml: guarded });
    expect(calls.at(-1)).toBe("observe");
    expect(plan.guards).toMatchObject([{ code: "guard/removals", blocked: true }]);
    const share = "guards: { removals: { share: 0.1, floor: 2, allowance: 0 } }\n";
    const judged = await planned(["ada"], { systemYaml: share });
    expect(judged.calls.at(-1)).toBe("observe");
  });

  it("reads everything where a group is absent, an account entitlement is named, or a read fails", async () => {
    const absent = await planned(["eve"], { state: { ...seed, groups: [], memberships: [] } });
    expect(absent.calls.at(-1)).toBe("observe");
    expect(absent.ids).toEqual(["okta:group.create:crm", "okta:membership.add:crm:eve"]);
    expect((await planned(["okta/account"])).calls).toEqual(["observe"]);
    const failed = await planned(["ada"], { fails: true });
    expect(failed.calls.at(-1)).toBe("observe");
    expect(failed.ids).toEqual(["okta:membership.remove:crm:ada"]);
  });
});
