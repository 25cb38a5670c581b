import type { AccessModel, EntitlementRef, RoleId, SeparationOfDutiesRule, SetMember } from "../../model/documents.ts";
import { appendTo } from "../../support/multi-map.ts";

/** The sets of each rule that contain an entitlement or a role. Built once and used for every assignment. */
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
      // An entitlement that is listed by name and by tag is one member.
      for (const ref of new Set(members.flatMap((member) => named(member, byTag)))) appendTo(ofEntitlement, ref, hit);
      for (const role of new Set(members.flatMap((member) => (member.kind === "role" ? [member.role] : []))))
        appendTo(ofRole, role, hit);
    }
  return { ofEntitlement, ofRole };
}

function entitlementsByTag(model: AccessModel): ReadonlyMap<string, readonly EntitlementRef[]> {
  const byTag = new Map<string, EntitlementRef[]>();
  for (const { ref, tags } of model.entitlements.values()) for (const tag of new Set(tags)) appendTo(byTag, tag, ref);
  return byTag;
}

/** Returns the entitlements of a member: the listed one, or all with its tag. */
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
