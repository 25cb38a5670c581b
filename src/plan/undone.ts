import { effectOf } from "./actions.ts";
import { observeOnlySystems } from "./observe-only.ts";
import type { Operation } from "./operation.ts";
import type { Plan } from "./plan.ts";

/**
 * Returns the planned removals and suspensions that a run did not achieve, for whatever reason: left alone as drift,
 * held back, withheld, failed or not attempted. A run that has one is never complete. In a system in observe mode only
 * suspensions and deactivations count: its files ask for no removal there, but a user must not be able to sign in.
 * @param plan everything that differs, before any operation was left out
 * @param achieved the ids of the operations that were done or were already so
 */
export function undoneRemovals(plan: Plan, achieved: ReadonlySet<string>): readonly Operation[] {
  const observed = observeOnlySystems(plan);
  return plan.operations.filter((operation) => {
    if (achieved.has(operation.id)) return false;
    const effect = effectOf(operation);
    return effect === "contains" || (effect === "takes" && !observed.has(operation.system));
  });
}
