import { usersOf } from "./app-assignments.ts";
import type { JsonObject } from "./json.ts";
import { textOf } from "./json.ts";
import type { Org } from "./org.ts";
import type { OktaAdminRole, OktaGroupType, OktaUserStatus } from "./seed.ts";
import type { StoredUser } from "./stored.ts";

export interface OktaStateUser {
  readonly id: string;
  readonly status: OktaUserStatus;
  readonly profile: JsonObject;
  /** When the sessions were last ended, in epoch milliseconds. */
  readonly sessionsEndedAt: number | null;
}

export interface OktaStateMember {
  readonly id: string;
  readonly login: string;
  /** Assigned by hand or by a rule. The API does not show it. */
  readonly by: "hand" | "rule";
}

export interface OktaStateGroup {
  readonly id: string;
  readonly name: string;
  readonly type: OktaGroupType;
  readonly profile: JsonObject;
}

export interface OktaStateRule {
  readonly id: string;
  readonly name: string;
  readonly status: "ACTIVE" | "INACTIVE" | "INVALID";
  readonly expression: string;
  readonly groupIds: readonly string[];
  readonly excluded: readonly string[];
}

export interface OktaStateAppUser {
  readonly id: string;
  readonly login: string;
  readonly scope: "USER" | "GROUP";
  readonly profile: JsonObject;
}

/** The actual state of the org, independent of what the API shows. Keys: group id or name, user id or login. */
export interface OktaState {
  users(): readonly OktaStateUser[];
  user(key: string): OktaStateUser | undefined;
  groups(): readonly OktaStateGroup[];
  membersOf(group: string): readonly OktaStateMember[];
  rules(): readonly OktaStateRule[];
  apps(): readonly { readonly id: string; readonly label: string }[];
  /** Returns the users of an app by its id. */
  usersOfApp(id: string): readonly OktaStateAppUser[];
  /** Returns the administrator roles that a user has directly. */
  adminRolesOf(user: string): readonly { readonly id: string; readonly type: OktaAdminRole }[];
}

export function stateOf(org: Org, settle: () => void): OktaState {
  const loginOf = (id: string): string => textOf(org.userById(id).profile, "login") ?? "";
  return {
    users: () => (settle(), org.users.all().map(userState)),
    user: (key) => {
      settle();
      const wanted = key.toLowerCase();
      const user = org.users.get(key) ?? org.users.all().find(({ id }) => loginOf(id).toLowerCase() === wanted);
      return user === undefined ? undefined : userState(user);
    },
    groups: () =>
      org.groups.all().map(({ id, type, profile }) => ({ id, type, profile, name: textOf(profile, "name") ?? "" })),
    membersOf: (key) => {
      settle();
      const group = org.groupNamed(key) ?? org.group(key);
      return group.members.all().map(({ id, manual }) => ({ id, login: loginOf(id), by: manual ? "hand" : "rule" }));
    },
    rules: () =>
      org.rules.all().map(({ id, name, status, expression, groupIds, excluded }) => ({
        id,
        name,
        status,
        expression,
        groupIds,
        excluded,
      })),
    apps: () => org.apps.all().map(({ id, label }) => ({ id, label })),
    usersOfApp: (id) => {
      settle();
      return usersOf(org, org.app(id)).map((user) => ({
        id: user.id,
        login: loginOf(user.id),
        scope: user.scope,
        profile: user.profile,
      }));
    },
    adminRolesOf: (key) => {
      settle();
      return org.rolesOf(org.user(key).id).map(({ id, type }) => ({ id, type }));
    },
  };
}

function userState({ id, status, profile, sessionsEndedAt }: StoredUser): OktaStateUser {
  return { id, status, profile, sessionsEndedAt };
}
