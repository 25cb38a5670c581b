import type { Tier, UserId } from "../../model/documents.ts";
import type { ChangedAccess } from "./diff.ts";
import { appendTo } from "../../support/multi-map.ts";

/** Groups access changes by user, in their order. */
export function byUser(access: readonly ChangedAccess[]): ReadonlyMap<UserId, readonly ChangedAccess[]> {
  const groups = new Map<UserId, ChangedAccess[]>();
  for (const changed of access) {
    appendTo(groups, changed.change.user, changed);
  }
  return groups;
}

const rank: Readonly<Record<Tier, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Returns the risk rank of a tier: 0 is the highest risk. */
export const riskRank = (tier: Tier): number => rank[tier];

/** Sorts access changes: additional access before removed access, then the higher tier first. Otherwise keeps the order. */
export function sortByRisk(access: readonly ChangedAccess[]): readonly ChangedAccess[] {
  const keyOf = ({ change, reach }: ChangedAccess): number => (reach === "less" ? 4 : 0) + rank[change.tier];
  return access
    .map((changed, position) => ({ changed, position, key: keyOf(changed) }))
    .sort((left, right) => left.key - right.key || left.position - right.position)
    .map(({ changed }) => changed);
}
