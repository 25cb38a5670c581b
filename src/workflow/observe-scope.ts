import type { AccessModel, System } from "../model/documents.ts";
import { accountTraits } from "../model/provider.ts";
import type { ObserveScope } from "../ports/access.ts";

/** Returns the scope to read for a system: the managed attributes and the declared groups, including their earlier names. */
export function scopeOf(system: System, model: AccessModel, allGroups = false): ObserveScope {
  const groups = new Set<string>();
  const configured = new Set<string>();
  for (const { system: of, target, previously, status, settings } of model.entitlements.values()) {
    if (of !== system.id || target.kind !== "group") continue;
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
    ...(allGroups ? { allGroups } : {}),
  };
}
