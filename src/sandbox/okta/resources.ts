import { createHash } from "node:crypto";
import { canonicalJson } from "../../support/canonical-json.ts";
import type { JsonObject } from "./json.ts";
import { textOf } from "./json.ts";
import type { Org } from "./org.ts";
import type { StoredGroup, StoredRule, StoredUser } from "./stored.ts";

/** Returns an instant in ISO format with milliseconds and Z, as in the API; null stays null. */
export function timestamp(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** Caches rendered users, because large orgs are listed often: an unchanged user is not rendered again. */
const shownUsers = new WeakMap<StoredUser, { readonly origin: string; readonly resource: JsonObject }>();

/** Returns a user as the API shows it; `self` is the canonical address by id, for any key in the request. */
export function userResource(user: StoredUser, origin: string): JsonObject {
  const shown = shownUsers.get(user);
  if (shown?.origin === origin) return shown.resource;
  const resource = newUserResource(user, origin);
  shownUsers.set(user, { origin, resource });
  return resource;
}

function newUserResource(user: StoredUser, origin: string): JsonObject {
  const { id, hasPassword } = user;
  return {
    id,
    status: user.status,
    created: timestamp(user.createdAt),
    activated: timestamp(user.activatedAt),
    statusChanged: timestamp(user.statusChangedAt),
    lastLogin: user.lastLogin,
    lastUpdated: timestamp(user.updatedAt),
    passwordChanged: timestamp(user.passwordChangedAt),
    ...(user.transitioningTo !== null && { transitioningToStatus: user.transitioningTo }),
    type: { id: "oty00000000000000001" },
    profile: user.profile,
    credentials: { ...(hasPassword && { password: {} }), provider: { type: "OKTA", name: "OKTA" } },
    _links: { self: { href: `${origin}/api/v1/users/${id}` } },
  };
}

/** Returns the entity tag of a user: it changes with everything that the resource shows. */
export function userTag(user: StoredUser): string {
  const digest = createHash("sha256")
    .update(canonicalJson(newUserResource(user, "")))
    .digest("base64url");
  return `W/"${digest.slice(0, 24)}"`;
}

/** Returns a group as the API shows it; with `stats`, also its number of users. */
export function groupResource(group: StoredGroup, origin: string, stats = false): JsonObject {
  const self = `${origin}/api/v1/groups/${group.id}`;
  return {
    id: group.id,
    created: timestamp(group.createdAt),
    lastUpdated: timestamp(group.updatedAt),
    lastMembershipUpdated: timestamp(group.membershipUpdatedAt),
    objectClass: ["okta:user_group"],
    type: group.type,
    profile: group.profile,
    ...(stats && {
      _embedded: {
        stats: { usersCount: group.members.size, appsCount: 0, groupPushMappingsCount: 0, hasAdminPrivlege: false },
      },
    }),
    _links: { self: { href: self }, users: { href: `${self}/users` }, apps: { href: `${self}/apps` } },
  };
}

/** Returns a rule as the API shows it; with `names`, also the names of its groups. */
export function ruleResource(rule: StoredRule, org: Org, names: boolean): JsonObject {
  const known = rule.groupIds.flatMap((id) => org.groups.get(id) ?? []);
  return {
    type: "group_rule",
    id: rule.id,
    name: rule.name,
    status: rule.status,
    created: timestamp(rule.createdAt),
    lastUpdated: timestamp(rule.updatedAt),
    conditions: {
      people: { users: { exclude: rule.excluded }, groups: { exclude: [] } },
      expression: { type: "urn:okta:expression:1.0", value: rule.expression },
    },
    actions: { assignUserToGroups: { groupIds: rule.groupIds } },
    ...(names && {
      _embedded: {
        groupIdToGroupNameMap: Object.fromEntries(known.map(({ id, profile }) => [id, textOf(profile, "name") ?? ""])),
      },
    }),
  };
}
