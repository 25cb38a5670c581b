import type { Plan } from "./plan.ts";
import { summaryOf } from "./summary.ts";

/** The systems in observe mode that the plan has operations for. */
export function observeOnlySystems({ guards }: Pick<Plan, "guards">): ReadonlySet<string> {
  return new Set(guards.filter(({ code }) => code === "guard/observe-only").map(({ system }) => system));
}

/**
 * What of a plan is carried out where some systems are in observe mode: everything but their operations and whatever
 * depends on these (an addition that waits for a removal there). What blocks such a system blocks nothing that is written.
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
