import type { Entitlement, EntitlementRef, SystemId } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { isConnected } from "../../model/provider.ts";
import type { PlanSide } from "../side.ts";
import { desiredAccounts } from "./desired-accounts.ts";
import { desiredAssignables } from "./desired-assignables.ts";
import { desiredGroups } from "./desired-groups.ts";
import type { DesiredAssignable, DesiredGroup, DesiredState, DesiredSystem } from "./desired.ts";

/** Returns the desired state of each system that Rolecall writes to at `at`, from the files alone. */
export function desiredState(side: PlanSide, at: Instant): DesiredState {
  const groups = desiredGroups(side, at);
  const assignables = desiredAssignables(side, at);
  const accountOf = accountEntitlements(side);
  const state = new Map<SystemId, DesiredSystem>();
  for (const system of side.model.systems.values()) {
    if (!isConnected(system.provider) || system.account === null) continue;
    const entitlement = accountOf.get(system.id) ?? null;
    const own = groups.get(system.id) ?? new Map<string, DesiredGroup>();
    const groupOf = new Map<EntitlementRef, DesiredGroup>();
    for (const group of own.values()) for (const { ref } of group.entitlements) groupOf.set(ref, group);
    state.set(system.id, {
      system,
      accountEntitlement: entitlement,
      accounts: desiredAccounts(system, system.account, { side, entitlement, at }),
      groups: own,
      groupOf,
      assignables: assignables.get(system.id) ?? new Map<string, DesiredAssignable>(),
    });
  }
  return state;
}

/**
 * Returns the entitlement that stands for having an account, by system. A retired entitlement gives an account to no
 * user, so all accounts are suspended.
 */
function accountEntitlements({ model }: PlanSide): ReadonlyMap<SystemId, Entitlement> {
  const found = new Map<SystemId, Entitlement>();
  for (const entitlement of model.entitlements.values())
    if (entitlement.target.kind === "account") found.set(entitlement.system, entitlement);
  return found;
}
