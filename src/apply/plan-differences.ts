import type { Operation } from "../plan/operation.ts";
import type { Plan } from "../plan/plan.ts";
import { canonicalJson } from "../support/canonical-json.ts";

/** The maximum number of listed differences. Further ones are counted. */
const maximumDifferences = 20;

/**
 * Returns the differences between a saved plan and a new one; empty: the saved plan is still valid. The commits, the
 * digest and each operation with its preconditions count, in their order. The instant and the reasons do not count.
 */
export function planDifferences(saved: Plan, fresh: Plan): readonly string[] {
  const differences: string[] = [];
  for (const field of ["head", "base", "digest"] as const)
    if (saved[field] !== fresh[field])
      differences.push(
        `${field}: the saved plan has ${saved[field] ?? "none"}, the new plan has ${fresh[field] ?? "none"}`,
      );

  const before = new Map(saved.operations.map((operation) => [operation.id, operation]));
  const after = new Map(fresh.operations.map((operation) => [operation.id, operation]));
  for (const [id, operation] of before) {
    const now = after.get(id);
    if (now === undefined) differences.push(`${id}: only in the saved plan`);
    else differences.push(...changedParts(operation, now));
  }
  for (const id of after.keys()) if (!before.has(id)) differences.push(`${id}: only in the new plan`);
  if (differences.length === 0 && orderOf(saved) !== orderOf(fresh))
    differences.push("the operations have a different order");

  if (differences.length <= maximumDifferences) return differences;
  return [
    ...differences.slice(0, maximumDifferences),
    `… and ${differences.length - maximumDifferences} more differences`,
  ];
}

const orderOf = ({ operations }: Plan): string => canonicalJson(operations.map(({ id }) => id));

/** The fields that affect the write or its precondition. */
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
  return changed.map((part) => `${saved.id}: \`${part}\` differs from the saved plan`);
}
