import type { GuardResult, Plan } from "../plan/plan.ts";

/** Returns the blocks that each hold back one user, one group or one unread system. Apply carries out the rest and does not end with 0. */
export function heldBack({ guards }: Pick<Plan, "guards">): readonly GuardResult[] {
  return guards.filter(({ blocked, subject }) => blocked && subject !== undefined);
}
