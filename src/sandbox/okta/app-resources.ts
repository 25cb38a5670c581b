import type { AppUser } from "./app-assignments.ts";
import type { JsonObject } from "./json.ts";
import { textOf } from "./json.ts";
import { timestamp } from "./resources.ts";
import type { Org } from "./org.ts";
import type { StoredApp, StoredAppGroup } from "./stored.ts";

/** Returns an app with the fields that apps of all sign-on modes have. */
export function appResource(app: StoredApp, origin: string): JsonObject {
  const self = `${origin}/api/v1/apps/${app.id}`;
  return {
    id: app.id,
    label: app.label,
    status: app.status,
    created: timestamp(app.createdAt),
    lastUpdated: timestamp(app.updatedAt),
    signOnMode: app.signOnMode,
    features: [],
    accessibility: { selfService: false },
    visibility: { autoSubmitToolbar: false, hide: { iOS: false, web: false } },
    _links: { self: { href: self }, users: { href: `${self}/users` }, groups: { href: `${self}/groups` } },
  };
}

/** Returns a user of an app as the API shows it. */
export function appUserResource(org: Org, app: StoredApp, user: AppUser, origin: string): JsonObject {
  const { id, scope, group, profile, createdAt, updatedAt } = user;
  const href = `${origin}/api/v1`;
  return {
    id,
    scope,
    status: "ACTIVE",
    created: timestamp(createdAt),
    lastUpdated: timestamp(updatedAt),
    statusChanged: timestamp(createdAt),
    passwordChanged: null,
    syncState: "DISABLED",
    credentials: { userName: textOf(org.userById(id).profile, "login") ?? "" },
    profile,
    _links: {
      app: { href: `${href}/apps/${app.id}` },
      user: { href: `${href}/users/${id}` },
      ...(group !== null && { group: { href: `${href}/groups/${group}` } }),
    },
  };
}

/** Returns a group of an app as the API shows it. */
export function appGroupResource(app: StoredApp, group: StoredAppGroup, origin: string): JsonObject {
  const href = `${origin}/api/v1`;
  return {
    id: group.id,
    lastUpdated: timestamp(group.updatedAt),
    priority: group.priority,
    profile: group.profile,
    _links: {
      app: { href: `${href}/apps/${app.id}` },
      group: { href: `${href}/groups/${group.id}` },
      self: { href: `${href}/apps/${app.id}/groups/${group.id}` },
    },
  };
}
