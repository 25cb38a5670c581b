import type { AccessModel, EntitlementRef, RoleId, SeparationOfDutiesRule, SetMember } from "../../model/documents.ts";
import { closeRoles, type RoleClosure } from "../../model/role-closure.ts";

/** Which sets of which rules an entitlement or a held role puts its holder in. Built once; asked for every assignment. */
export interface SetIndex {
  readonly ofEntitlement: ReadonlyMap<EntitlementRef, readonly SetHit[]>;
  readonly ofRole: ReadonlyMap<RoleId, readonly SetHit[]>;
}

export interface SetHit {
  readonly rule: SeparationOfDutiesRule;
  readonly set: string;
}

export function indexSets(model: AccessModel): SetIndex {
  const ofEntitlement = new Map<EntitlementRef, SetHit[]>();
  const ofRole = new Map<RoleId, SetHit[]>();
  const byTag = entitlementsByTag(model);
  for (const rule of model.separationOfDuties)
    for (const [set, members] of rule.sets) {
      const hit = { rule, set };
      // Named twice, by itself and by a tag, it is still one member.
      for (const ref of new Set(members.flatMap((member) => named(member, byTag)))) push(ofEntitlement, ref, hit);
      for (const role of new Set(members.flatMap((member) => (member.kind === "role" ? [member.role] : []))))
        push(ofRole, role, hit);
    }
  return { ofEntitlement, ofRole };
}

function entitlementsByTag(model: AccessModel): ReadonlyMap<string, readonly EntitlementRef[]> {
  const byTag = new Map<string, EntitlementRef[]>();
  for (const { ref, tags } of model.entitlements.values()) for (const tag of new Set(tags)) push(byTag, tag, ref);
  return byTag;
}

/** The entitlements that a member names by itself or by its tag. */
function named(member: SetMember, byTag: ReadonlyMap<string, readonly EntitlementRef[]>): readonly EntitlementRef[] {
  switch (member.kind) {
    case "entitlement":
      return [member.entitlement];
    case "tag":
      return byTag.get(member.tag) ?? [];
    case "role":
      return [];
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/**
 * Entitlements that some rule keeps apart: the planner removes one and verifies it before it adds the other, so that
 * nobody holds both for a moment (threat C6). A role stands for all it gives, and who joins a nested group joins the group
 * around it.
 */
export function linkedPairs(model: AccessModel): ReadonlyMap<EntitlementRef, ReadonlySet<EntitlementRef>> {
  const closure = closeRoles(model);
  const byTag = entitlementsByTag(model);
  const linked = new Map<EntitlementRef, Set<EntitlementRef>>();
  for (const rule of model.separationOfDuties) {
    const sets = [...rule.sets.values()].map((members) => givingAny(members, model, closure, byTag));
    for (const [left, set] of sets.entries())
      for (const [right, other] of sets.entries()) {
        if (left === right) continue;
        for (const ref of set) {
          const partners = linked.get(ref) ?? new Set<EntitlementRef>();
          linked.set(ref, partners);
          for (const partner of other) if (partner !== ref) partners.add(partner);
        }
      }
  }
  return linked;
}

/** The entitlements that put their holder in the set. */
function givingAny(
  members: readonly SetMember[],
  model: AccessModel,
  closure: RoleClosure,
  byTag: ReadonlyMap<string, readonly EntitlementRef[]>,
): ReadonlySet<EntitlementRef> {
  const direct = new Set(members.flatMap((member) => named(member, byTag)));
  const giving = new Set(direct);
  for (const member of members)
    if (member.kind === "role")
      for (const { entitlement } of closure.entitlementsOf(member.role)) giving.add(entitlement);
  for (const ref of model.entitlements.keys())
    if (closure.reachedFrom(ref).some(({ entitlement }) => direct.has(entitlement))) giving.add(ref);
  return giving;
}
