import { sortedBy } from "../../support/compare.ts";
import type { JsonObject } from "./json.ts";
import type { Org } from "./org.ts";
import type { StoredApp } from "./stored.ts";

/** A user of an app: assigned directly, or through a group that has the app. */
export interface AppUser {
  /** The user's id. */
  readonly id: string;
  readonly scope: "USER" | "GROUP";
  /** The group of an assignment with scope GROUP. */
  readonly group: string | null;
  readonly profile: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/**
 * Returns the users of an app by id. A direct assignment precedes one through a group, and a group with a smaller
 * priority number precedes others. A deactivated user has no apps, also through groups.
 */
export function usersOf(org: Org, app: StoredApp): readonly AppUser[] {
  const users = new Map<string, AppUser>();
  for (const user of app.users.all()) users.set(user.id, { ...user, scope: "USER", group: null });
  for (const assigned of sortedBy(app.groups.all(), ({ priority }) => String(priority).padStart(9, "0")))
    for (const { id } of org.group(assigned.id).members.all()) {
      if (users.has(id) || org.userById(id).status === "DEPROVISIONED") continue;
      const { id: group, profile, updatedAt } = assigned;
      users.set(id, { id, scope: "GROUP", group, profile, createdAt: updatedAt, updatedAt });
    }
  return sortedBy(users.values(), ({ id }) => id);
}

export function userOfApp(org: Org, app: StoredApp, userId: string): AppUser | undefined {
  const direct = app.users.get(userId);
  if (direct !== undefined) return { ...direct, scope: "USER", group: null };
  return usersOf(org, app).find(({ id }) => id === userId);
}

/** Whether a group of the user has the app. Such a user cannot be unassigned, also not from a direct assignment. */
export function isGrantedByGroup(org: Org, app: StoredApp, userId: string): boolean {
  return app.groups.all().some(({ id }) => org.group(id).members.has(userId));
}
