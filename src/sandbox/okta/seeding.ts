import { SortedStore } from "../core/sorted-store.ts";
import { Org } from "./org.ts";
import type { OrgSettings } from "./org.ts";
import { BASE_GROUP_ATTRIBUTES, BASE_USER_ATTRIBUTES, checkGroupProfile, checkUserProfile, merged } from "./profile.ts";
import { invalid, OktaRefusal } from "./refusal.ts";
import { seedApp, seedRoles } from "./seeding-apps.ts";
import type { OktaSeed, OktaSeedGroup, OktaSeedRule, OktaSeedUser } from "./seed.ts";

/** The attributes of the org beyond the base schema: named, or used by the seed. */
export interface CustomAttributes {
  readonly user: readonly string[];
  readonly group: readonly string[];
}

/** Returns the org that a seed describes. Refuses a seed that contradicts itself, and names the entry. */
export function seededOrg(
  seed: OktaSeed,
  settings: Omit<OrgSettings, "userAttributes" | "groupAttributes"> & { readonly custom: CustomAttributes },
  now: number,
): Org {
  const { custom, ...rest } = settings;
  const seededUsers = seed.users.flatMap(({ profile }) => Object.keys(profile));
  const seededGroups = seed.groups.flatMap(({ attributes = {} }) => Object.keys(attributes));
  const org = new Org({
    ...rest,
    userAttributes: new Set([...Object.keys(BASE_USER_ATTRIBUTES), ...custom.user, ...seededUsers]),
    groupAttributes: new Set([...BASE_GROUP_ATTRIBUTES, ...custom.group, ...seededGroups]),
  });
  for (const user of seed.users) named(`user ${user.profile.login}`, () => seedUser(org, user, now));
  const everyone: OktaSeedGroup = { name: "Everyone", description: "All users in your organization", type: "BUILT_IN" };
  const groups = seed.groups.some(({ type }) => type === "BUILT_IN") ? seed.groups : [everyone, ...seed.groups];
  for (const group of groups) named(`group ${group.name}`, () => seedGroup(org, group, now));
  for (const rule of seed.rules ?? []) named(`rule ${rule.name}`, () => seedRule(org, rule, now));
  for (const app of seed.apps ?? []) named(`app ${app.label}`, () => seedApp(org, app, now));
  seedRoles(org, seed, now);
  org.settleAll(now);
  return org;
}

function seedUser(org: Org, user: OktaSeedUser, now: number): void {
  const { id = org.newId("user"), status = "ACTIVE", lastLogin = null } = user;
  if (org.users.has(id)) throw invalid(`id ${id} is taken`);
  const profile = merged({}, { firstName: "Example", lastName: "Example", ...user.profile });
  checkUserProfile(profile, org.settings.userAttributes);
  const isStaged = status === "STAGED";
  org.putUser(
    {
      id,
      status,
      profile,
      hasPassword: !isStaged && status !== "PROVISIONED",
      createdAt: now,
      activatedAt: isStaged ? null : now,
      statusChangedAt: isStaged ? null : now,
      updatedAt: now,
      passwordChangedAt: isStaged || status === "PROVISIONED" ? null : now,
      lastLogin,
      transitioningTo: null,
      sessionsEndedAt: null,
    },
    now,
  );
}

function seedGroup(org: Org, group: OktaSeedGroup, now: number): void {
  const { id = org.newId("group"), name, description, type = "OKTA_GROUP", attributes = {} } = group;
  if (org.groups.has(id)) throw invalid(`id ${id} is taken`);
  const profile = merged({}, { name, ...(description !== undefined && { description }), ...attributes });
  checkGroupProfile(profile, org.settings.groupAttributes);
  const times = { createdAt: now, updatedAt: now, membershipUpdatedAt: now };
  org.putGroup({ id, type, profile, ...times, members: new SortedStore() }, now);
  const members = type === "BUILT_IN" ? org.users.all() : (group.members ?? []).map((login) => org.user(login));
  for (const user of members) org.putMember(id, { id: user.id, manual: true, rules: new Set() }, now);
}

function seedRule(org: Org, rule: OktaSeedRule, now: number): void {
  const { id = org.newId("rule"), name, expression, status = "ACTIVE" } = rule;
  if (org.rules.has(id)) throw invalid(`id ${id} is taken`);
  const groupIds = rule.groups.map((groupName) => {
    const group = org.groupNamed(groupName);
    if (group === undefined) throw invalid(`unknown group ${groupName}`);
    return group.id;
  });
  org.putRule({ id, name, status, expression, excluded: [], groupIds, createdAt: now, updatedAt: now }, now);
}

function named(what: string, seed: () => void): void {
  try {
    seed();
  } catch (cause) {
    if (!(cause instanceof OktaRefusal)) throw cause;
    throw new Error(`Invalid Okta seed: ${what}: ${[cause.message, ...cause.causes].join("; ")}`, { cause });
  }
}
