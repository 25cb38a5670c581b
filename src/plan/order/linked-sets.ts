import type { EntitlementRef, RoleId, SetMember } from "../../model/documents.ts";
import type { PlanSide } from "../side.ts";
import { appendTo } from "../../support/multi-map.ts";

/** One of the conflicting sets of a separation-of-duties rule. */
export interface LinkedSet {
  readonly rule: string;
  readonly set: string;
}

/**
 * Returns the sets that a membership adds its holder to: those of its own entitlement and of every group it is nested
 * in.
 */
export type LinkedSets = (entitlement: EntitlementRef) => readonly LinkedSet[];

/**
 * Returns the separation-of-duties rules as data for the order of operations: two entitlements are linked where one
 * rule has them in different sets. A role in a set stands for everything that it gives. Built once, read for every
 * membership.
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

/** Returns whether one rule has the two in different sets. */
export function areLinked(left: readonly LinkedSet[], right: readonly LinkedSet[]): boolean {
  return left.some(({ rule, set }) => right.some((other) => other.rule === rule && other.set !== set));
}
