import type { AccessModel, Entitlement, EntitlementRef, GrantTarget, Role, RoleId } from "./documents.ts";
import type { ReachedEntitlement, RoleClosure } from "./role-closure.ts";

const rolePrefix = "role:";

/** Returns the target's name in lists and answers, unique among targets: `okta/crm`, `role:engineer`. */
export function targetName(target: GrantTarget): string {
  return target.kind === "role" ? `${rolePrefix}${target.role}` : target.entitlement;
}

/** Returns the target that `targetName` gives this name. */
export function targetNamed(name: string): GrantTarget {
  return name.startsWith(rolePrefix)
    ? { kind: "role", role: name.slice(rolePrefix.length) as RoleId }
    : { kind: "entitlement", entitlement: name as EntitlementRef };
}

/** Returns the target as a sentence names it: `okta/crm`, `the role engineer`. */
export function targetText(target: GrantTarget): string {
  return target.kind === "role" ? `the role ${target.role}` : target.entitlement;
}

/** Returns the folder of the target's grants, under access/grants/: `okta/crm`, `roles/engineer`. */
export function targetFolder(target: GrantTarget): string {
  return target.kind === "role" ? `roles/${target.role}` : target.entitlement;
}

/** Returns the entitlement or role that is granted; undefined where the model has none. */
export function targetDocument(
  target: GrantTarget,
  model: Pick<AccessModel, "entitlements" | "roles">,
): Entitlement | Role | undefined {
  return target.kind === "role" ? model.roles.get(target.role) : model.entitlements.get(target.entitlement);
}

/** Returns each entitlement that the target gives, inclusion and nesting followed. */
export function reachedByTarget(target: GrantTarget, closure: RoleClosure): readonly ReachedEntitlement[] {
  return target.kind === "role" ? closure.entitlementsOf(target.role) : closure.reachedFrom(target.entitlement);
}
