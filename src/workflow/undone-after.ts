import type { ApplyReport } from "../apply/apply-report.ts";
import { isAchieved } from "../model/outcome.ts";
import type { Operation } from "../plan/operation.ts";
import type { Plan } from "../plan/plan.ts";
import { undoneRemovals } from "../plan/undone.ts";

/**
 * Returns the removals and suspensions of the complete plan that a run left undone.
 * @param report null: the run had nothing to write
 */
export function undoneAfter(complete: Plan, report: ApplyReport | null): readonly Operation[] {
  const achieved = (report?.entries ?? []).filter(({ outcome }) => isAchieved(outcome.kind));
  return undoneRemovals(complete, new Set(achieved.map(({ operation }) => operation.id)));
}
