import type { Operation } from "./operation.ts";
import type { Plan } from "./plan.ts";
import { summaryOf } from "./summary.ts";

/**
 * Returns the plan reduced to some users and entitlements (`--target`): their operations and everything these depend
 * on, in the same order. Findings, guards and the digest stay those of the given plan. Of a system that was read for the
 * targets only, the given plan has no other operations (`operations/coverage.ts`).
 * @param targets user ids and entitlement references
 */
export function narrowPlan(plan: Plan, targets: readonly string[]): Plan {
  const wanted = new Set(targets);
  const byId = new Map(plan.operations.map((operation) => [operation.id, operation]));
  const kept = new Set<string>();
  const open: Operation[] = plan.operations.filter(
    ({ user, entitlement }) => (user !== null && wanted.has(user)) || (entitlement !== null && wanted.has(entitlement)),
  );
  for (let operation = open.pop(); operation !== undefined; operation = open.pop()) {
    if (kept.has(operation.id)) continue;
    kept.add(operation.id);
    for (const id of operation.dependsOn) {
      const needed = byId.get(id);
      if (needed !== undefined) open.push(needed);
    }
  }
  const operations = plan.operations.filter(({ id }) => kept.has(id));
  return { ...plan, operations, summary: summaryOf(operations) };
}
