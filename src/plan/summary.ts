import type { Action, Operation } from "./operation.ts";
import type { PlanSummary } from "./plan.ts";

const kinds: Readonly<Record<Action, keyof PlanSummary>> = {
  "account.create": "create",
  "account.adopt": "create",
  "account.activate": "update",
  "account.update": "update",
  "account.suspend": "update",
  "account.unsuspend": "update",
  "account.unlock": "update",
  "account.deactivate": "update",
  "account.signout": "update",
  "account.revoke-tokens": "update",
  "account.transfer-data": "update",
  "group.create": "create",
  "group.update": "update",
  "group.nest": "create",
  "group.unnest": "remove",
  "membership.add": "create",
  "membership.update": "update",
  "membership.remove": "remove",
  "app.assign": "create",
  "app.update": "update",
  "app.unassign": "remove",
  "group-app.assign": "create",
  "group-app.unassign": "remove",
  "admin-role.assign": "create",
  "admin-role.unassign": "remove",
  "license.assign": "create",
  "license.unassign": "remove",
  "task.open": "create",
  "task.close": "remove",
};

/** How many operations create or give, change in place (blocking an account too), and take away: the signs of the reports, counted. */
export function summaryOf(operations: readonly Pick<Operation, "action">[]): PlanSummary {
  const summary = { create: 0, update: 0, remove: 0 };
  for (const { action } of operations) summary[kinds[action]] += 1;
  return summary;
}
