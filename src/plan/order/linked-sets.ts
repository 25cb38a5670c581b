import type { EntitlementRef, RoleId, SetMember } from "../../model/documents.ts";
import type { PlanSide } from "../side.ts";
import { appendTo } from "../../support/multi-map.ts";

/** One of the sets that a separation-of-duties rule keeps apart. */
export interface LinkedSet {
  readonly rule: string;
  readonly set: string;
}

/** In which sets a membership puts its holder: its own entitlement's, and those of every group it is nested in. */
export type LinkedSets = (entitlement: EntitlementRef) => readonly LinkedSet[];

/**
 * The separation-of-duties rules as data for the order of operations: two entitlements are linked where one rule has them
 * in different sets. A role in a set stands for everything that holding it gives. Built once, asked for every membership.
 */
export function linkedSets({ model, index: { closure } }: PlanSide): LinkedSets {
  const byTag = new Map<string, EntitlementRef[]>();
  for (const { ref, tags } of model.entitlements.values())
    for (const tag of tags) {
      appendTo(byTag, tag, ref);
    }
  const refsOf = (member: SetMember): readonly EntitlementRef[] => {
    switch (member.kind) {
      case "entitlement":
        return [member.entitlement];
      case "role":
        return givenBy(member.role);
      case "tag":
        return byTag.get(member.tag) ?? [];
    }
  };
  const givenBy = (role: RoleId): readonly EntitlementRef[] =>
    closure.entitlementsOf(role).map(({ entitlement }) => entitlement);

  const found = new Map<EntitlementRef, Map<string, LinkedSet>>();
  for (const { id: rule, sets } of model.separationOfDuties)
    for (const [set, members] of sets)
      for (const ref of new Set(members.flatMap(refsOf))) {
        const own = found.get(ref) ?? new Map<string, LinkedSet>();
        found.set(ref, own.set(`${rule}/${set}`, { rule, set }));
      }
  const kept = new Map<EntitlementRef, readonly LinkedSet[]>();
  return (entitlement) => {
    const known = kept.get(entitlement);
    if (known !== undefined) return known;
    const reached = [entitlement, ...closure.reachedFrom(entitlement).map((step) => step.entitlement)];
    const sets = new Map(reached.flatMap((ref) => [...(found.get(ref) ?? [])]));
    const value = [...sets.values()];
    kept.set(entitlement, value);
    return value;
  };
}

/** Whether one rule keeps the two apart. */
export function areLinked(left: readonly LinkedSet[], right: readonly LinkedSet[]): boolean {
  return left.some(({ rule, set }) => right.some((other) => other.rule === rule && other.set !== set));
}
