import type { EntitlementRef, RoleId, SeparationOfDutiesRule, SetMember } from "../../model/documents.ts";
import type { AccessModel } from "../../model/documents.ts";

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
  const byTag = new Map<string, EntitlementRef[]>();
  for (const entitlement of model.entitlements.values())
    for (const tag of entitlement.tags) push(byTag, tag, entitlement.ref);
  for (const rule of model.separationOfDuties)
    for (const [set, members] of rule.sets)
      for (const member of members) file(member, { rule, set }, ofEntitlement, ofRole, byTag);
  return { ofEntitlement, ofRole };
}

function file(
  member: SetMember,
  hit: SetHit,
  ofEntitlement: Map<EntitlementRef, SetHit[]>,
  ofRole: Map<RoleId, SetHit[]>,
  byTag: ReadonlyMap<string, readonly EntitlementRef[]>,
): void {
  switch (member.kind) {
    case "entitlement":
      return push(ofEntitlement, member.entitlement, hit);
    case "role":
      return push(ofRole, member.role, hit);
    case "tag":
      for (const ref of byTag.get(member.tag) ?? []) push(ofEntitlement, ref, hit);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/**
 * Entitlements that some rule keeps apart: the planner removes one and verifies it before it adds the other, so that
 * nobody holds both for a moment (threat C6).
 */
export function linkedPairs(model: AccessModel): ReadonlyMap<EntitlementRef, ReadonlySet<EntitlementRef>> {
  const linked = new Map<EntitlementRef, Set<EntitlementRef>>();
  for (const rule of model.separationOfDuties) {
    const members = [...rule.sets.values()].map((set) => entitlementsOf(set, model));
    for (const [left, set] of members.entries())
      for (const [right, other] of members.entries()) {
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

function entitlementsOf(members: readonly SetMember[], model: AccessModel): ReadonlySet<EntitlementRef> {
  const refs = new Set<EntitlementRef>();
  for (const member of members) {
    if (member.kind === "entitlement") refs.add(member.entitlement);
    else if (member.kind === "role") for (const ref of model.roles.get(member.role)?.entitlements ?? []) refs.add(ref);
    else for (const { ref, tags } of model.entitlements.values()) if (tags.includes(member.tag)) refs.add(ref);
  }
  return refs;
}
