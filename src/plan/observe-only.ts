import type { Plan } from "./plan.ts";
import { summaryOf } from "./summary.ts";

/** Returns the systems in observe mode for which the plan has operations. */
export function observeOnlySystems({ guards }: Pick<Plan, "guards">): ReadonlySet<string> {
  return new Set(guards.filter(({ code }) => code === "guard/observe-only").map(({ system }) => system));
}

/**
 * Returns the plan without the operations on systems in observe mode and without everything that depends on these (an
 * addition that waits for a removal there). A guard that blocks such a system does not block other systems.
 */
export function withoutObserveOnly(plan: Plan): Plan {
  const observed = observeOnlySystems(plan);
  if (observed.size === 0) return plan;
  const leftOut = new Set<string>();
  // In plan order a prerequisite comes before what depends on it.
  const operations = plan.operations.filter(({ id, system, dependsOn }) => {
    const isLeftOut = observed.has(system) || dependsOn.some((needed) => leftOut.has(needed));
    if (isLeftOut) leftOut.add(id);
    return !isLeftOut;
  });
  const guards = plan.guards.filter(({ system }) => !observed.has(system));
  return { ...plan, operations, guards, summary: summaryOf(operations) };
}
