import { assignableKey, assignableOf } from "../model/assignable.ts";
import type { AssignableKey } from "../model/direct-assignment.ts";
import type { AccessModel, System } from "../model/documents.ts";
import { accountTraits } from "../model/provider.ts";
import type { ObserveScope } from "../ports/access.ts";

/** Returns the scope to read for a system: the managed attributes, the declared groups, including their earlier names, and what accounts hold directly. */
export function scopeOf(system: System, model: AccessModel, allGroups = false): ObserveScope {
  const groups = new Set<string>();
  const configured = new Set<string>();
  const assignables = new Map<string, AssignableKey>();
  for (const { system: of, target, previously, status, settings } of model.entitlements.values()) {
    if (of !== system.id) continue;
    const assignable = assignableOf(target);
    if (assignable !== null) assignables.set(assignableKey(assignable), assignable);
    if (target.kind !== "group") continue;
    for (const name of [target.name, ...previously]) {
      groups.add(name);
      if (settings.size > 0 && status === "active") configured.add(name);
    }
  }
  const attributes = [...(system.account?.profile.keys() ?? [])];
  if (accountTraits(system.provider)?.hasOrgUnits === true && (system.account?.orgUnit ?? null) !== null)
    attributes.push("orgUnitPath");
  return {
    join: system.account?.join ?? "employeeNumber",
    attributes,
    groups: [...groups],
    ...(configured.size > 0 ? { settings: [...configured] } : {}),
    ...(assignables.size > 0 ? { assignables: [...assignables.values()] } : {}),
    ...(allGroups ? { allGroups } : {}),
  };
}
