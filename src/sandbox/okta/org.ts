import { SortedStore } from "../core/sorted-store.ts";
import { textOf } from "./json.ts";
import { parseExpression } from "./rule-expression.ts";
import type { UserTest } from "./rule-expression.ts";
import { notFound, taken } from "./refusal.ts";
import { SystemLog } from "./system-log.ts";
import { groupTarget, ruleTarget, userEvents, userTarget } from "./recorded-events.ts";
import type { StoredApp, StoredGroup, StoredMembership, StoredRole, StoredRule, StoredUser } from "./stored.ts";

export interface OrgSettings {
  /** How long the search index can show the previous state of a user or group, in milliseconds. */
  readonly searchLagMs: number;
  /** How long a rule takes to process a change, in milliseconds. */
  readonly ruleLagMs: number;
  /** How long an activation takes, in milliseconds. */
  readonly transitionMs: number;
  /** How long an event takes to appear in the System Log, in milliseconds. */
  readonly logLagMs: number;
  readonly userAttributes: ReadonlySet<string>;
  readonly groupAttributes: ReadonlySet<string>;
}

const PREFIX = { user: "00u", group: "00g", rule: "0pr", app: "0oa", role: "ra1" } as const;

/** The org: users, groups with members, rules and their effects, apps, administrator roles, and pending changes. */
export class Org {
  readonly settings: OrgSettings;
  readonly users = new SortedStore<StoredUser>();
  readonly groups = new SortedStore<StoredGroup>();
  readonly rules = new SortedStore<StoredRule>();
  readonly apps = new SortedStore<StoredApp>();
  readonly log: SystemLog;
  readonly #roles = new Map<string, readonly StoredRole[]>();
  readonly #logins = new Map<string, string>();
  readonly #groupNames = new Map<string, string>();
  readonly #groupsOf = new Map<string, Set<string>>();
  readonly #tests = new Map<string, UserTest>();
  #stale: { readonly before: StoredUser | StoredGroup; readonly until: number }[] = [];
  #unindexed = new Map<string, number>();
  #pending: { readonly due: number; readonly run: (now: number) => void }[] = [];
  #live: { readonly all: readonly StoredUser[]; readonly live: readonly StoredUser[] } = { all: [], live: [] };
  #counter = 0;

  constructor(settings: OrgSettings) {
    this.settings = settings;
    this.log = new SystemLog(settings.logLagMs);
  }

  /** Returns a new 20-character id, from a counter, so that runs repeat. */
  newId(kind: keyof typeof PREFIX): string {
    for (;;) {
      this.#counter += 1;
      const id = PREFIX[kind] + this.#counter.toString(36).padStart(17, "0");
      if (![this.users, this.groups, this.rules, this.apps].some((store) => store.has(id))) return id;
    }
  }

  /** Carries out the changes that are due. */
  settle(now: number): void {
    for (let due = this.#dueAt(now); due.length > 0; due = this.#dueAt(now)) for (const { run } of due) run(now);
    if (this.#stale.length > 0) this.#stale = this.#stale.filter(({ until }) => now < until);
    for (const [id, until] of this.#unindexed) if (now >= until) this.#unindexed.delete(id);
  }

  /** Makes all changes of a seed effective and visible at once. */
  settleAll(now: number): void {
    for (let due = this.#dueAt(Infinity); due.length > 0; due = this.#dueAt(Infinity))
      for (const { run } of due) run(now);
    this.#stale = [];
    this.#unindexed.clear();
    this.log.clear();
  }

  later(due: number, run: (now: number) => void): void {
    this.#pending.push({ due, run });
  }

  /** All users except the deactivated ones. Kept between changes, because lists are paged. */
  liveUsers(): readonly StoredUser[] {
    const all = this.users.all();
    if (this.#live.all !== all) this.#live = { all, live: all.filter(({ status }) => status !== "DEPROVISIONED") };
    return this.#live.live;
  }

  /** Returns the user with an id or a login, in any case. */
  user(key: string): StoredUser {
    const user = this.users.get(key) ?? this.users.get(this.#logins.get(key.toLowerCase()) ?? "");
    if (user === undefined) throw notFound(key, "User");
    return user;
  }

  userById(id: string): StoredUser {
    const user = this.users.get(id);
    if (user === undefined) throw notFound(id, "User");
    return user;
  }

  group(id: string): StoredGroup {
    const group = this.groups.get(id);
    if (group === undefined) throw notFound(id, "UserGroup");
    return group;
  }

  groupNamed(name: string): StoredGroup | undefined {
    return this.groups.get(this.#groupNames.get(name) ?? "");
  }

  app(id: string): StoredApp {
    const app = this.apps.get(id);
    if (app === undefined) throw notFound(id, "AppInstance");
    return app;
  }

  /** Returns the administrator roles that a user or group has directly. */
  rolesOf(id: string): readonly StoredRole[] {
    return this.#roles.get(id) ?? [];
  }

  putRole(holder: string, role: StoredRole, now: number): void {
    this.#roles.set(holder, [...this.rolesOf(holder), role]);
    this.#recordPrivilege("grant", holder, now);
  }

  removeRole(holder: string, id: string, now: number): void {
    this.#roles.set(
      holder,
      this.rolesOf(holder).filter((role) => role.id !== id),
    );
    this.#recordPrivilege("revoke", holder, now);
  }

  #recordPrivilege(change: "grant" | "revoke", holder: string, now: number): void {
    const user = this.users.get(holder);
    const group = this.groups.get(holder);
    if (user !== undefined) this.log.record(`user.account.privilege.${change}`, [userTarget(user)], now);
    if (group !== undefined) this.log.record(`group.privilege.${change}`, [groupTarget(group)], now);
  }

  rule(id: string): StoredRule {
    const rule = this.rules.get(id);
    if (rule === undefined) throw notFound(id, "GroupRule");
    return rule;
  }

  putUser(user: StoredUser, now: number): StoredUser {
    const login = textOf(user.profile, "login") ?? "";
    const holder = this.#logins.get(login.toLowerCase());
    if (holder !== undefined && holder !== user.id) throw taken("login");
    const before = this.users.get(user.id);
    if (before !== undefined) this.#logins.delete((textOf(before.profile, "login") ?? "").toLowerCase());
    this.#logins.set(login.toLowerCase(), user.id);
    this.#remember(before, user.id, now);
    this.users.put(user);
    for (const type of userEvents(before, user)) this.log.record(type, [userTarget(user)], now);
    if (user.status === "DEPROVISIONED") this.#withdrawAll(user.id);
    this.#after(now, (then) => this.#applyRulesTo(user.id, then));
    return user;
  }

  /** Records a sign-in: not a change of the user for Okta, so `lastUpdated` stays. */
  signIn(login: string, now: number): void {
    const user = this.user(login);
    this.users.put({ ...user, lastLogin: new Date(now).toISOString() });
    this.log.record("user.session.start", [userTarget(user)], now);
  }

  /** Deactivation ends the direct assignments of apps and the administrator roles; memberships stay. */
  #withdrawAll(userId: string): void {
    for (const app of this.apps.all()) app.users.remove(userId);
    this.#roles.delete(userId);
  }

  removeUser(user: StoredUser, now: number): void {
    for (const group of this.groupsOf(user.id)) this.removeMember(group.id, user.id, now);
    this.#logins.delete((textOf(user.profile, "login") ?? "").toLowerCase());
    this.users.remove(user.id);
    this.log.record("user.lifecycle.delete.completed", [userTarget(user)], now);
  }

  /** Refuses the name of another group that Okta manages. */
  putGroup(group: StoredGroup, now: number): StoredGroup {
    const name = textOf(group.profile, "name") ?? "";
    const holder = this.#groupNames.get(name);
    if (holder !== undefined && holder !== group.id && group.type === "OKTA_GROUP") throw taken("name");
    const before = this.groups.get(group.id);
    if (before !== undefined) this.#groupNames.delete(textOf(before.profile, "name") ?? "");
    this.#groupNames.set(name, group.id);
    this.#remember(before, group.id, now);
    this.groups.put(group);
    this.log.record(
      before === undefined ? "group.lifecycle.create" : "group.profile.update",
      [groupTarget(group)],
      now,
    );
    return group;
  }

  /** Removes a group. A rule that assigns to it becomes INVALID. */
  removeGroup(group: StoredGroup, now: number): void {
    for (const { id } of group.members.all()) this.#groupsOf.get(id)?.delete(group.id);
    this.#groupNames.delete(textOf(group.profile, "name") ?? "");
    this.groups.remove(group.id);
    for (const app of this.apps.all()) app.groups.remove(group.id);
    this.#roles.delete(group.id);
    this.log.record("group.lifecycle.delete", [groupTarget(group)], now);
    for (const rule of this.rules.all()) {
      if (!rule.groupIds.includes(group.id)) continue;
      this.rules.put({ ...rule, status: "INVALID" });
      this.log.record("group.user_membership.rule.invalidate", [ruleTarget(rule)], now);
    }
  }

  groupsOf(userId: string): readonly StoredGroup[] {
    return [...(this.#groupsOf.get(userId) ?? [])].sort().map((id) => this.group(id));
  }

  putMember(groupId: string, membership: StoredMembership, now: number): void {
    const group = this.group(groupId);
    const isNew = !group.members.has(membership.id);
    group.members.put(membership);
    const groups = this.#groupsOf.get(membership.id) ?? new Set();
    this.#groupsOf.set(membership.id, groups.add(groupId));
    if (!isNew) return;
    this.groups.put({ ...group, membershipUpdatedAt: now });
    this.#recordMembership("add", group, membership.id, now);
  }

  removeMember(groupId: string, userId: string, now: number): void {
    const group = this.group(groupId);
    if (!group.members.remove(userId)) return;
    this.#groupsOf.get(userId)?.delete(groupId);
    this.groups.put({ ...group, membershipUpdatedAt: now });
    this.#recordMembership("remove", group, userId, now);
  }

  #recordMembership(change: "add" | "remove", group: StoredGroup, userId: string, now: number): void {
    const user = this.users.get(userId);
    const targets = user === undefined ? [groupTarget(group)] : [userTarget(user), groupTarget(group)];
    this.log.record(`group.user_membership.${change}`, targets, now);
  }

  putRule(rule: StoredRule, now: number): StoredRule {
    this.#tests.set(rule.id, parseExpression(rule.expression));
    const before = this.rules.get(rule.id);
    this.rules.put(rule);
    if (rule.status === "ACTIVE" && before?.status !== "ACTIVE")
      this.log.record("group.user_membership.rule.trigger", [ruleTarget(rule)], now);
    if (rule.status !== "ACTIVE" && before?.status === "ACTIVE")
      this.log.record("group.user_membership.rule.deactivated", [ruleTarget(rule)], now);
    if (rule.status === "ACTIVE" && before?.status !== "ACTIVE")
      this.#after(now, (then) => {
        for (const { id } of this.users.all()) this.#applyRule(rule.id, id, then);
      });
    return rule;
  }

  removeRule(rule: StoredRule, removeUsers: boolean, now: number): void {
    this.rules.remove(rule.id);
    if (removeUsers)
      for (const { id: groupId, members } of rule.groupIds.flatMap((id) => this.groups.get(id) ?? []))
        for (const membership of members.all()) this.#withdraw(groupId, membership, rule.id, now);
  }

  /** Returns all users or groups as the search index shows them: late by the index's lag. */
  indexed<T extends StoredUser | StoredGroup>(store: SortedStore<T>): readonly T[] {
    if (this.#unindexed.size === 0 && this.#stale.length === 0) return store.all();
    const shown = new Map(store.all().map((item) => [item.id, item]));
    for (const id of this.#unindexed.keys()) shown.delete(id);
    // The oldest state that is still shown was stored first.
    for (const { before } of this.#stale.toReversed()) if (store.has(before.id)) shown.set(before.id, before as T);
    return [...shown.values()];
  }

  #remember(before: StoredUser | StoredGroup | undefined, id: string, now: number): void {
    const { searchLagMs } = this.settings;
    if (searchLagMs === 0) return;
    if (before === undefined) this.#unindexed.set(id, now + searchLagMs);
    else this.#stale.push({ before, until: now + searchLagMs });
  }

  #after(now: number, run: (now: number) => void): void {
    if (this.settings.ruleLagMs === 0) run(now);
    else this.later(now + this.settings.ruleLagMs, run);
  }

  #dueAt(now: number): readonly { readonly run: (now: number) => void }[] {
    if (this.#pending.length === 0) return [];
    const due = this.#pending.filter((pending) => pending.due <= now);
    this.#pending = this.#pending.filter((pending) => pending.due > now);
    return due;
  }

  #applyRulesTo(userId: string, now: number): void {
    for (const { id } of this.rules.all()) this.#applyRule(id, userId, now);
  }

  #applyRule(ruleId: string, userId: string, now: number): void {
    const rule = this.rules.get(ruleId);
    const user = this.users.get(userId);
    if (rule?.status !== "ACTIVE" || user === undefined || user.status === "DEPROVISIONED") return;
    const holds = !rule.excluded.includes(userId) && this.#tests.get(ruleId)?.(user.profile) === true;
    for (const groupId of rule.groupIds) {
      const membership = this.groups.get(groupId)?.members.get(userId);
      if (!holds && membership !== undefined) this.#withdraw(groupId, membership, ruleId, now);
      if (!holds || membership?.manual === true) continue;
      const rules = new Set([...(membership?.rules ?? []), ruleId]);
      this.putMember(groupId, { id: userId, manual: false, rules }, now);
    }
  }

  /** Removes a rule from a membership; a membership without any source ends. */
  #withdraw(groupId: string, membership: StoredMembership, ruleId: string, now: number): void {
    if (!membership.rules.has(ruleId)) return;
    const rules = new Set([...membership.rules].filter((id) => id !== ruleId));
    if (rules.size > 0) this.putMember(groupId, { ...membership, rules }, now);
    else this.removeMember(groupId, membership.id, now);
  }
}
