import type { AccessModel, System } from "../model/documents.ts";
import { accountTraits } from "../model/provider.ts";
import type { ObserveScope } from "../ports/access.ts";

/** Returns the scope to read for a system: the managed attributes and the declared groups, including their earlier names. */
export function scopeOf(system: System, model: AccessModel, allGroups = false): ObserveScope {
  const groups = new Set<string>();
  for (const { system: of, target, previously } of model.entitlements.values()) {
    if (of !== system.id || target.kind !== "group") continue;
    groups.add(target.name);
    for (const earlier of previously) groups.add(earlier);
  }
  const attributes = [...(system.account?.profile.keys() ?? [])];
  if (accountTraits(system.provider)?.hasOrgUnits === true && (system.account?.orgUnit ?? null) !== null)
    attributes.push("orgUnitPath");
  return {
    join: system.account?.join ?? "employeeNumber",
    attributes,
    groups: [...groups],
    ...(allGroups ? { allGroups } : {}),
  };
}
