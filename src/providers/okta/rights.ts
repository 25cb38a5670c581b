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
} as const satisfies Readonly<Record<string, NeededRight>>;
