import type { Operation } from "../plan/operation.ts";
import type { Plan } from "../plan/plan.ts";
import { canonicalJson } from "../support/canonical-json.ts";

/** How many differences are told; the rest is counted. */
const mostDifferences = 20;

/**
 * What differs between a saved plan and one made now, in words; empty: the saved one still says what would be done. The
 * commits, the digest and every operation with its preconditions count, in their order; the instant, the reasons and the
 * words do not.
 */
export function planMoved(saved: Plan, fresh: Plan): readonly string[] {
  const differences: string[] = [];
  for (const field of ["head", "base", "digest"] as const)
    if (saved[field] !== fresh[field])
      differences.push(`${field}: ${saved[field] ?? "none"} was saved, ${fresh[field] ?? "none"} is true now`);

  const before = new Map(saved.operations.map((operation) => [operation.id, operation]));
  const after = new Map(fresh.operations.map((operation) => [operation.id, operation]));
  for (const [id, operation] of before) {
    const now = after.get(id);
    if (now === undefined) differences.push(`${id}: planned then, not needed now`);
    else differences.push(...changedParts(operation, now));
  }
  for (const id of after.keys()) if (!before.has(id)) differences.push(`${id}: not planned then, needed now`);
  if (differences.length === 0 && orderOf(saved) !== orderOf(fresh))
    differences.push("the operations are the same, in another order");

  if (differences.length <= mostDifferences) return differences;
  return [...differences.slice(0, mostDifferences), `… and ${differences.length - mostDifferences} more differences`];
}

const orderOf = ({ operations }: Plan): string => canonicalJson(operations.map(({ id }) => id));

/** What bears on the write and on whether it may be sent. */
const parts = [
  "action",
  "system",
  "user",
  "account",
  "entitlement",
  "resource",
  "before",
  "after",
  "patch",
  "tier",
] as const;

function changedParts(saved: Operation, fresh: Operation): readonly string[] {
  const changed: string[] = parts.filter((part) => canonicalJson(saved[part]) !== canonicalJson(fresh[part]));
  if (canonicalJson(saved.dependsOn.toSorted()) !== canonicalJson(fresh.dependsOn.toSorted()))
    changed.push("dependsOn");
  return changed.map((part) => `${saved.id}: \`${part}\` is not what was saved`);
}
