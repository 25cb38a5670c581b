import type { AccessModel, RoleId, SeparationOfDutiesRule } from "../../model/documents.ts";
import type { RoleClosure } from "../../model/role-closure.ts";
import { indexSets } from "./memberships.ts";

/** The sets of one rule that a role fills over its closure, with the members. */
export interface RoleHits {
  readonly sets: ReadonlySet<string>;
  /** The members, each with the steps from the role down to it. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

export type HitsByRule = ReadonlyMap<SeparationOfDutiesRule, RoleHits>;

/** Returns a function that computes the hits of a role for every rule. Results are cached. */
export function roleHits(model: AccessModel, closure: RoleClosure): (role: RoleId) => HitsByRule {
  const index = indexSets(model);
  const known = new Map<RoleId, HitsByRule>();
  return (role) => {
    const kept = known.get(role);
    if (kept !== undefined) return kept;
    const found = new Map<SeparationOfDutiesRule, { sets: Set<string>; members: Map<string, readonly string[]> }>();
    const add = (rule: SeparationOfDutiesRule, set: string, member: string, through: readonly string[]): void => {
      const hits = found.get(rule) ?? { sets: new Set<string>(), members: new Map<string, readonly string[]>() };
      found.set(rule, hits);
      hits.sets.add(set);
      if (!hits.members.has(member)) hits.members.set(member, through);
    };
    for (const { entitlement, through } of closure.entitlementsOf(role))
      for (const { rule, set } of index.ofEntitlement.get(entitlement) ?? []) add(rule, set, entitlement, through);
    for (const reached of closure.rolesOf(role))
      for (const { rule, set } of index.ofRole.get(reached.role) ?? [])
        add(rule, set, `role:${reached.role}`, reached.through);
    known.set(role, found);
    return found;
  };
}
