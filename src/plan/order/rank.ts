import type { Tier } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import { compareRoles } from "../../model/group-role.ts";
import type { Action } from "../operation.ts";
import type { Draft } from "../operations/draft.ts";

/** What comes first where nothing else decides: leavers contained, what others need created, given, then taken. */
const phases: Readonly<Partial<Record<Action, number>>> = {
  "account.suspend": 1,
  "account.deactivate": 1,
  "account.create": 3,
  "account.adopt": 3,
  "group.create": 3,
  "group.update": 3,
  "account.activate": 4,
  "account.unsuspend": 4,
  "account.update": 5,
  "membership.add": 6,
  "membership.update": 7,
  "membership.remove": 8,
};

function phaseOf({ operation: { action }, isLeaver, roleBefore, roleAfter }: Draft): number {
  if (isLeaver && action.startsWith("account.")) return 0;
  // A leaver's last hold on anything goes early, but for groups they own: there a successor comes first.
  if (isLeaver && action === "membership.remove" && roleBefore !== "owner") return 2;
  const isRaise = roleBefore !== null && roleAfter !== null && compareRoles(roleBefore, roleAfter) < 0;
  return isRaise ? 6 : (phases[action] ?? 9);
}

const danger: Readonly<Record<Tier, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Drafts in the order they would have if nothing depended on anything: by phase, most dangerous first, by id. Total. */
export function byRank(drafts: readonly Draft[]): readonly Draft[] {
  return drafts
    .map((draft) => ({ draft, phase: phaseOf(draft), tier: danger[draft.operation.tier] }))
    .sort(
      (left, right) =>
        left.phase - right.phase ||
        left.tier - right.tier ||
        compareText(left.draft.operation.id, right.draft.operation.id),
    )
    .map(({ draft }) => draft);
}
