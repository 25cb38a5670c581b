import * as fc from "fast-check";
import { scopeOf } from "../../../src/workflow/observe-scope.ts";
import type { AccessModel } from "../../../src/model/documents.ts";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { createMemoryProvider, type MemoryProvider } from "../../../src/providers/memory/memory-provider.ts";
import { now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";
import type { RandomWorld } from "../../support/random-world.ts";
import { testClock } from "../scenario.ts";

/** Returns the providers of the random company, in memory. */
export const providersOf = ({ observations }: RandomWorld): readonly MemoryProvider[] =>
  observations.map(({ observed }) => createMemoryProvider({ ...observed, clock: testClock() }));

/**
 * Reads the providers and plans. Guards are left out, because they have their own tests, except for `guard/order`: without it,
 * operations that wait for each other look like a plan that was changed by hand.
 */
export async function planNow(model: AccessModel, providers: readonly MemoryProvider[]): Promise<Plan> {
  const observations = await Promise.all(
    providers.map(async ({ reader }) => {
      const system = [...model.systems.values()].find(({ id }) => id === reader.system);
      if (system === undefined) throw new Error(`no system ${reader.system}`);
      const observation = await reader.observe(scopeOf(system, model));
      if (observation.kind === "partial") throw new Error(`${reader.system} was not read`);
      return observation;
    }),
  );
  const plan = buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
  return { ...plan, guards: plan.guards.filter(({ code }) => code === "guard/order") };
}

/**
 * Leaves out a company whose operations wait for each other: one person replaces their own service account as the last owner
 * of a group (the owner floor wants the addition first), and a rule separates the two memberships (the removal first). Such a
 * plan is refused, for this reason alone.
 */
export function unlessOrderIsImpossible(plan: Plan): void {
  fc.pre(plan.guards.length === 0);
}
