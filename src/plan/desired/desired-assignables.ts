import type { Entitlement, EntitlementRef, SystemId, User, UserId } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { assignableKey, assignableOf } from "../../model/assignable.ts";
import { userField } from "../../model/selector.ts";
import type { PlanSide } from "../side.ts";
import type { DesiredAssignable, DesiredHolder } from "./desired.ts";
import { isDirect } from "./desired-groups.ts";

/**
 * Returns the declared apps, administrator roles and licences of each system with the users who should hold them at
 * `at`, in one pass over all assignments. What a system declares twice is an error of load.
 */
export function desiredAssignables(
  side: PlanSide,
  at: Instant,
): ReadonlyMap<SystemId, ReadonlyMap<string, DesiredAssignable>> {
  const { model, index } = side;
  const holders = new Map<EntitlementRef, Map<UserId, DesiredHolder>>();
  const systems = new Map<SystemId, Map<string, DesiredAssignable>>();
  for (const entitlement of model.entitlements.values()) {
    const target = assignableOf(entitlement.target);
    if (target === null) continue;
    const key = assignableKey(target);
    const own = systems.get(entitlement.system) ?? new Map<string, DesiredAssignable>();
    systems.set(entitlement.system, own);
    if (own.has(key)) continue;
    const found = new Map<UserId, DesiredHolder>();
    holders.set(entitlement.ref, found);
    own.set(key, { ...target, key, entitlement, holders: found });
  }
  if (holders.size === 0) return systems;
  for (const [user, assignments] of index.byUser)
    for (const { entitlement: ref, paths: all } of assignments) {
      const own = holders.get(ref);
      if (own === undefined) continue;
      const paths = all.filter((path) => isDirect(path, at));
      if (paths.length > 0) own.set(user, { user, paths });
    }
  return systems;
}

/** Returns the managed attributes of the user's profile in the app. */
export function assignmentProfile(entitlement: Entitlement, user: User): ReadonlyMap<string, unknown> {
  return new Map(
    [...entitlement.profile].map(([attribute, value]) => [
      attribute,
      "field" in value ? userField(user, value.field) : value.value,
    ]),
  );
}
