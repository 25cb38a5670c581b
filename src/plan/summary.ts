import { actions, type Sign } from "./actions.ts";
import type { Operation } from "./operation.ts";
import type { PlanSummary } from "./plan.ts";

const buckets: Readonly<Record<Sign, keyof PlanSummary>> = {
  "+": "create",
  "~": "update",
  "!": "update",
  "-": "remove",
};

/** Counts the operations by the sign that reports give them: create or give, change in place (blocking an account too), take away. */
export function summaryOf(operations: readonly Pick<Operation, "action">[]): PlanSummary {
  const summary = { create: 0, update: 0, remove: 0 };
  for (const { action } of operations) summary[buckets[actions[action].sign]] += 1;
  return summary;
}
