import type { Entitlement } from "./documents.ts";

/**
 * The names of the super administrator right at the providers: Okta's standard role type SUPER_ADMIN
 * (https://developer.okta.com/docs/api/openapi/okta-management/guides/roles/) and the Google directory's built-in role
 * _SEED_ADMIN_ROLE (https://developers.google.com/workspace/admin/directory/v1/guides/manage-roles).
 */
const names: readonly string[] = ["SUPER_ADMIN", "_SEED_ADMIN_ROLE"];

/** Returns whether the entitlement is its provider's super administrator right. */
export function isSuperAdmin({ target }: Entitlement): boolean {
  return target.kind === "adminRole" && names.includes(target.name);
}
