import type { Tier, UserId } from "../../model/documents.ts";
import type { ChangedAccess } from "./diff.ts";
import { appendTo } from "../../support/multi-map.ts";

/** Access changes by user, in their order. */
export function byUser(access: readonly ChangedAccess[]): ReadonlyMap<UserId, readonly ChangedAccess[]> {
  const groups = new Map<UserId, ChangedAccess[]>();
  for (const changed of access) {
    appendTo(groups, changed.change.user, changed);
  }
  return groups;
}

const rank: Readonly<Record<Tier, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** How dangerous a tier is: 0 is the most. */
export const dangerOf = (tier: Tier): number => rank[tier];

/** Dangerous first: what gives more before what takes away, and within each the higher tier; else as it was. */
export function dangerousFirst(access: readonly ChangedAccess[]): readonly ChangedAccess[] {
  const keyOf = ({ change, reach }: ChangedAccess): number => (reach === "less" ? 4 : 0) + rank[change.tier];
  return access
    .map((changed, position) => ({ changed, position, key: keyOf(changed) }))
    .sort((left, right) => left.key - right.key || left.position - right.position)
    .map(({ changed }) => changed);
}
