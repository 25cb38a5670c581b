import type { NeededRight } from "../../model/credential-report.ts";
import { licensingScope } from "./licensing-api.ts";
import { rolesScope } from "./roles-api.ts";
import { settingsScope } from "./settings-api.ts";

const scope = (name: string): string => `https://www.googleapis.com/auth/admin.directory.${name}`;

/** The rights that Rolecall needs in Google Workspace. docs/credentials.md shows this table. */
export const googleRights = {
  readUsers: {
    id: "users.read",
    access: "read",
    purpose: "read users",
    scope: scope("user.readonly"),
    role: "privilege Users > Read",
  },
  readGroups: {
    id: "groups.read",
    access: "read",
    purpose: "read groups",
    scope: scope("group.readonly"),
    role: "privilege Groups > Read",
  },
  readMembers: {
    id: "members.read",
    access: "read",
    purpose: "read the members of groups",
    scope: scope("group.member.readonly"),
    role: "privilege Groups > Read",
  },
  writeUsers: {
    id: "users.write",
    access: "write",
    purpose: "create, change and suspend users",
    scope: scope("user"),
    role: "privileges Users > Create, Update and Suspend",
  },
  writeGroups: {
    id: "groups.write",
    access: "write",
    purpose: "create and change groups",
    scope: scope("group"),
    role: "privileges Groups > Create and Update",
  },
  writeMembers: {
    id: "members.write",
    access: "write",
    purpose: "change the members of groups",
    scope: scope("group.member"),
    includedIn: [scope("group")],
    role: "privilege Groups > Update",
  },
  readSettings: {
    id: "settings.read",
    access: "read",
    purpose: "read the settings of groups, where a file declares any",
    scope: settingsScope,
    role: "privilege Groups > Read",
  },
  writeSettings: {
    id: "settings.write",
    access: "write",
    purpose: "change the settings of groups, where a file declares any",
    scope: settingsScope,
    role: "privilege Groups > Update",
  },
  readLicenses: {
    id: "licenses.read",
    access: "read",
    purpose: "read the holders of licences, where a file declares any",
    scope: licensingScope,
    role: "privilege License Management",
  },
  writeLicenses: {
    id: "licenses.write",
    access: "write",
    purpose: "assign and remove licences, where a file declares any",
    scope: licensingScope,
    role: "privilege License Management",
  },
  readRoles: {
    id: "roles.read",
    access: "read",
    purpose: "read administrator roles, where a file declares any",
    scope: rolesScope("read"),
    role: "the role of a super administrator",
  },
  writeRoles: {
    id: "roles.write",
    access: "write",
    purpose: "assign and remove administrator roles, where a file declares any",
    scope: rolesScope("write"),
    role: "the role of a super administrator",
  },
} as const satisfies Readonly<Record<string, NeededRight>>;
