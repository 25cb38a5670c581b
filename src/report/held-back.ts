import type { GuardResult, Plan } from "../plan/plan.ts";

/** Returns the blocks that each hold back one user, one group or one system. Apply carries out the rest and does not end with 0. */
export function heldBack({ guards }: Pick<Plan, "guards">): readonly GuardResult[] {
  return guards.filter(({ blocked, subject }) => blocked && subject !== undefined);
}

/** Returns whether the block is a system that could not be read. */
export const isUnread = ({ code, subject }: Pick<GuardResult, "code" | "subject">): boolean =>
  code === "provider/unread" && subject?.kind === "system";
