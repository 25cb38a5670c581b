import { SortedStore } from "../core/sorted-store.ts";
import type { Org } from "./org.ts";
import { BASE_APP_ATTRIBUTES } from "./profile.ts";
import { invalid } from "./refusal.ts";
import type { OktaSeed, OktaSeedApp } from "./seed.ts";
import type { StoredApp, StoredAppGroup, StoredAppUser } from "./stored.ts";

/** Adds an app with its users and groups. */
export function seedApp(org: Org, seed: OktaSeedApp, now: number): void {
  const { id = org.newId("app"), label, status = "ACTIVE", signOnMode = "SAML_2_0", users = [], groups = [] } = seed;
  if (org.apps.has(id)) throw invalid(`id ${id} is taken`);
  const used = [...users, ...groups].flatMap(({ profile = {} }) => Object.keys(profile));
  const attributes = new Set([...BASE_APP_ATTRIBUTES, ...(seed.attributes ?? []), ...used]);
  const times = { createdAt: now, updatedAt: now };
  const assigned = { users: new SortedStore<StoredAppUser>(), groups: new SortedStore<StoredAppGroup>() };
  const app: StoredApp = { id, label, status, signOnMode, attributes, ...times, ...assigned };
  for (const { login, profile = {} } of users) {
    const user = org.user(login);
    if (user.status === "DEPROVISIONED") throw invalid(`${login} is deactivated and has no apps`);
    app.users.put({ id: user.id, profile, ...times });
  }
  for (const [priority, { name, profile = {} }] of groups.entries()) {
    const group = org.groupNamed(name);
    if (group === undefined) throw invalid(`unknown group ${name}`);
    app.groups.put({ id: group.id, priority, profile, updatedAt: now });
  }
  org.apps.put(app);
}

/** Adds the administrator roles of users and groups. */
export function seedRoles(org: Org, { users, groups }: OktaSeed, now: number): void {
  const holders = [
    ...users.map(({ profile, adminRoles = [] }) => ({ id: org.user(profile.login).id, adminRoles })),
    ...groups.map(({ name, adminRoles = [] }) => ({ id: org.groupNamed(name)?.id ?? "", adminRoles })),
  ];
  for (const { id, adminRoles } of holders)
    for (const type of adminRoles) org.putRole(id, { id: org.newId("role"), type, createdAt: now }, now);
}
