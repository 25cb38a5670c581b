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

/** Reads the providers and plans. Guards are left out, because they have their own tests. */
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
  return { ...plan, guards: [] };
}
