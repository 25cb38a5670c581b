import { actions, type Sign } from "./actions.ts";
import type { Operation } from "./operation.ts";
import type { PlanSummary } from "./plan.ts";

const buckets: Readonly<Record<Sign, keyof PlanSummary>> = {
  "+": "create",
  "~": "update",
  "!": "update",
  "-": "remove",
};

/**
 * Counts the operations by their sign in reports: create or add, change in place (also blocking an account), remove.
 */
export function summaryOf(operations: readonly Pick<Operation, "action">[]): PlanSummary {
  const summary = { create: 0, update: 0, remove: 0 };
  for (const { action } of operations) summary[buckets[actions[action].sign]] += 1;
  return summary;
}
