import type { NeededRight } from "../../model/credential-report.ts";

/** The rights that Rolecall needs in Okta. docs/credentials.md shows this table. */
export const oktaRights = {
  readUsers: {
    id: "users.read",
    access: "read",
    purpose: "read users",
    scope: "okta.users.read",
    role: "Read-only Administrator, or a custom role with View users",
  },
  readGroups: {
    id: "groups.read",
    access: "read",
    purpose: "read groups and their members",
    scope: "okta.groups.read",
    role: "Read-only Administrator, or a custom role with View groups",
  },
  readRules: {
    id: "rules.read",
    access: "read",
    purpose: "read group rules",
    scope: "okta.groups.read",
    role: "Read-only Administrator",
  },
  writeUsers: {
    id: "users.write",
    access: "write",
    purpose: "create, change, suspend and deactivate users",
    scope: "okta.users.manage",
    role: "Organization Administrator, or a custom role with Manage users",
  },
  writeGroups: {
    id: "groups.write",
    access: "write",
    purpose: "create groups and change their members",
    scope: "okta.groups.manage",
    role: "Organization Administrator, or a custom role with Manage groups",
  },
  readApps: {
    id: "apps.read",
    access: "read",
    purpose: "read apps and their users",
    scope: "okta.apps.read",
    role: "Read-only Administrator, or a custom role with View application and their details",
  },
  writeApps: {
    id: "apps.write",
    access: "write",
    purpose: "assign apps to users",
    scope: "okta.apps.manage",
    role: "Application Administrator, or a custom role with Edit application's user assignments",
  },
  readRoles: {
    id: "roles.read",
    access: "read",
    purpose: "read administrator roles of users",
    scope: "okta.roles.read",
    role: "Super Administrator, or a custom role with View roles, resources, and admin assignments",
  },
  writeRoles: {
    id: "roles.write",
    access: "write",
    purpose: "assign administrator roles to users",
    scope: "okta.roles.manage",
    role: "Super Administrator",
  },
} as const satisfies Readonly<Record<string, NeededRight>>;
