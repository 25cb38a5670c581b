/** The standard administrator roles of Okta, whose type is their id. */
const standardRoles = [
  "SUPER_ADMIN",
  "ORG_ADMIN",
  "APP_ADMIN",
  "USER_ADMIN",
  "HELP_DESK_ADMIN",
  "READ_ONLY_ADMIN",
  "REPORT_ADMIN",
  "GROUP_MEMBERSHIP_ADMIN",
  "API_ACCESS_MANAGEMENT_ADMIN",
  "WORKFLOWS_ADMIN",
  "ACCESS_CERTIFICATIONS_ADMIN",
  "ACCESS_REQUESTS_ADMIN",
] as const;

/** The type of a standard administrator role. */
export type StandardRoleType = (typeof standardRoles)[number];

export function isStandardRole(type: unknown): type is StandardRoleType {
  return standardRoles.some((role) => role === type);
}
