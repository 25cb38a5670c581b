import type { JsonObject } from "./fields.ts";
import { LaggingIndex } from "./lagging-index.ts";
import { LicenseStore } from "./license-store.ts";
import { conditionNotMet, duplicate, forbidden, invalid, notFound } from "./refusal.ts";
import type { KeyKind } from "./refusal.ts";
import { RoleStore } from "./role-store.ts";
import type { GoogleMemberRole, GoogleMemberType } from "./seed.ts";
import { SortedStore } from "../core/sorted-store.ts";

/** The time in which a deleted user can be restored. */
const UNDELETE_MS = 20 * 24 * 60 * 60 * 1000;

export interface StoredUser {
  readonly id: string;
  readonly primaryEmail: string;
  readonly aliases: readonly string[];
  /** The writable attributes except the address and the password. */
  readonly attributes: JsonObject;
  readonly createdAt: number;
  readonly signedOutAt?: number;
  readonly deletedAt?: number;
}

export interface StoredMember {
  readonly id: string;
  readonly type: GoogleMemberType;
  /** Set only for members outside the tenant: other addresses belong to their accounts and follow a rename. */
  readonly email?: string;
  readonly role: GoogleMemberRole;
  readonly delivery: string;
  /** The time of the addition; absent: from the seed. */
  readonly addedAt?: number;
}

export interface StoredGroup {
  readonly id: string;
  readonly email: string;
  readonly aliases: readonly string[];
  readonly attributes: JsonObject;
  /** The settings that differ from those of a new group. */
  readonly settings: JsonObject;
  readonly members: SortedStore<StoredMember>;
  /** Until then, memberships of a new group answer "not found". */
  readonly usableAt: number;
  /** The member count as the group resource shows it; it can lag behind the members. */
  readonly shownCount: { readonly count: number; readonly until: number };
}

export type AddressHolder =
  { readonly kind: "user"; readonly user: StoredUser } | { readonly kind: "group"; readonly group: StoredGroup };

export interface DirectorySettings {
  readonly customerId: string;
  readonly domains: readonly string[];
  readonly groupLagMs: number;
  readonly countLagMs: number;
  /** How long a search shows the users as they were. */
  readonly searchLagMs: number;
  /** How long the members of a new nested group are not members of the outer group. */
  readonly nestedLagMs: number;
  readonly oddPages: boolean;
}

/** The tenant: live users, deleted users, groups with members, licences, administrator roles, and the holder of each address. */
export class Directory {
  readonly settings: DirectorySettings;
  readonly users = new SortedStore<StoredUser>();
  readonly deletedUsers = new SortedStore<StoredUser>();
  readonly groups = new SortedStore<StoredGroup>();
  readonly licenses = new LicenseStore();
  readonly roles = new RoleStore();
  readonly orgUnits: ReadonlySet<string>;
  readonly userIndex: LaggingIndex<StoredUser>;
  readonly #holders = new Map<string, { readonly kind: "user" | "group"; readonly id: string }>();
  readonly #externalIds = new Map<string, string>();
  #counter = 0;

  constructor(settings: DirectorySettings, orgUnits: readonly string[]) {
    this.settings = settings;
    this.userIndex = new LaggingIndex(settings.searchLagMs);
    this.orgUnits = new Set(["/", ...orgUnits.flatMap(withParents)]);
  }

  /** Returns a new id: a fixed prefix per kind of object and a counter, so that runs repeat. */
  newId(kind: "user" | "group" | "external"): string {
    const prefix = { user: "1", group: "2", external: "3" }[kind];
    for (;;) {
      this.#counter += 1;
      const id = prefix + String(this.#counter).padStart(20, "0");
      if (!this.users.has(id) && !this.groups.has(id) && !this.deletedUsers.has(id)) return id;
    }
  }

  /** Returns the id of an address outside the tenant: the same in every group. */
  externalId(email: string): string {
    const mailbox = mailboxOf(email);
    const known = this.#externalIds.get(mailbox);
    if (known !== undefined) return known;
    const id = this.newId("external");
    this.#externalIds.set(mailbox, id);
    return id;
  }

  isInTenant(email: string): boolean {
    return this.settings.domains.includes(domainOf(email));
  }

  /** Refuses an address that is malformed, of another domain, or held by an object other than `self`. */
  claimable(email: string, field: string, self?: string): void {
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid(field);
    if (!this.isInTenant(email)) throw forbidden();
    const holder = this.#holders.get(email.toLowerCase());
    if (holder !== undefined && holder.id !== self) throw duplicate("Entity already exists.");
  }

  /** Returns the object behind a key: an id, a primary address or an alias, in any case. */
  find(key: string): AddressHolder | undefined {
    const holder = this.#holders.get(key.toLowerCase());
    const user = this.users.get(holder?.id ?? key);
    if (user !== undefined) return { kind: "user", user };
    const group = this.groups.get(holder?.id ?? key);
    return group === undefined ? undefined : { kind: "group", group };
  }

  user(key: string): StoredUser {
    const found = this.find(key);
    if (found?.kind !== "user") throw notFound("userKey");
    return found.user;
  }

  group(key: string): StoredGroup {
    const found = this.find(key);
    if (found?.kind !== "group") throw notFound("groupKey");
    return found.group;
  }

  /** Returns the group if its memberships are usable: this takes a while after its creation. */
  groupForMembers(key: string, now: number): StoredGroup {
    const group = this.group(key);
    if (now < group.usableAt) throw notFound("groupKey");
    return group;
  }

  /** Returns the direct member of the group behind a key. */
  member(group: StoredGroup, key: string, kind: KeyKind = "memberKey"): StoredMember {
    const member = this.directMember(group, key);
    if (member === undefined) throw notFound(kind);
    return member;
  }

  directMember(group: StoredGroup, key: string): StoredMember | undefined {
    const found = this.find(key);
    const id = found === undefined ? this.#externalIds.get(mailboxOf(key)) : holderId(found);
    return group.members.get(id ?? key);
  }

  putUser(user: StoredUser): StoredUser {
    const before = this.users.get(user.id);
    for (const email of before === undefined ? [] : addressesOf(before.primaryEmail, before.aliases))
      this.#holders.delete(email);
    for (const email of addressesOf(user.primaryEmail, user.aliases))
      this.#holders.set(email, { kind: "user", id: user.id });
    this.users.put(user);
    return user;
  }

  putGroup(group: StoredGroup): StoredGroup {
    const before = this.groups.get(group.id);
    for (const email of before === undefined ? [] : addressesOf(before.email, before.aliases))
      this.#holders.delete(email);
    for (const email of addressesOf(group.email, group.aliases))
      this.#holders.set(email, { kind: "group", id: group.id });
    this.groups.put(group);
    return group;
  }

  /** Deletes a user: ends the memberships and frees the addresses. The record is kept for a while. */
  deleteUser(user: StoredUser, now: number): void {
    for (const email of addressesOf(user.primaryEmail, user.aliases)) this.#holders.delete(email);
    this.users.remove(user.id);
    this.deletedUsers.put({ ...user, deletedAt: now });
    this.#forgetMember(user.id, now);
  }

  deletedUsersAt(now: number): readonly StoredUser[] {
    return this.deletedUsers.all().filter((user) => now - (user.deletedAt ?? now) <= UNDELETE_MS);
  }

  /** Restores a deleted user without the memberships. Only the immutable id finds a deleted user. */
  undeleteUser(id: string, orgUnitPath: string, now: number): void {
    const user = this.deletedUsersAt(now).find((deleted) => deleted.id === id);
    if (user === undefined) throw notFound("userKey");
    if (this.#holders.has(user.primaryEmail.toLowerCase()))
      throw conditionNotMet("The user's address is in use by another account.");
    const { deletedAt: _, ...live } = user;
    const aliases = live.aliases.filter((alias) => !this.#holders.has(alias.toLowerCase()));
    this.deletedUsers.remove(id);
    this.putUser({ ...live, aliases, attributes: { ...live.attributes, orgUnitPath } });
  }

  deleteGroup(group: StoredGroup, now: number): void {
    for (const email of addressesOf(group.email, group.aliases)) this.#holders.delete(email);
    this.groups.remove(group.id);
    this.#forgetMember(group.id, now);
  }

  putMember(group: StoredGroup, member: StoredMember, now: number): void {
    this.#rememberCount(group, now);
    const addedAt = group.members.has(member.id) ? member.addedAt : now;
    group.members.put({ ...member, ...(addedAt !== undefined && { addedAt }) });
  }

  removeMember(group: StoredGroup, id: string, now: number): void {
    this.#rememberCount(group, now);
    group.members.remove(id);
  }

  groupsWithMember(id: string): readonly StoredGroup[] {
    return this.groups.all().filter((group) => group.members.has(id));
  }

  /**
   * Returns all members of the group, including those of nested groups; a direct membership takes precedence.
   * @param now leaves out the members of groups that were nested too recently; absent: the actual state
   */
  derivedMembers(group: StoredGroup, now = Infinity): SortedStore<StoredMember> {
    const all = new SortedStore<StoredMember>();
    const seen = new Set<string>();
    const open = [group];
    for (let current = open.shift(); current !== undefined; current = open.shift()) {
      if (seen.has(current.id)) continue;
      seen.add(current.id);
      for (const member of current.members.all()) {
        if (!all.has(member.id)) all.put(current === group ? member : { ...member, role: "MEMBER" });
        const nested = this.groups.get(member.id);
        const shownAt = (member.addedAt ?? -Infinity) + this.settings.nestedLagMs;
        if (nested !== undefined && shownAt <= now) open.push(nested);
      }
    }
    return all;
  }

  /** Returns whether the user has the role of super administrators. */
  isSuperAdmin(id: string): boolean {
    const role = this.roles.superAdmin?.id;
    return this.roles.of(id).some((assignment) => assignment.role === role);
  }

  setSuperAdmin(id: string, status: boolean): void {
    const role = this.roles.superAdmin;
    if (role === undefined || this.isSuperAdmin(id) === status) return;
    if (status)
      this.roles.assign({ role: role.id, assignee: id, assigneeType: "user", orgUnit: null, condition: null });
    else for (const held of this.roles.of(id)) if (held.role === role.id) this.roles.assignments.remove(held.id);
  }

  orgUnit(path: string): string {
    if (!this.orgUnits.has(path)) throw invalid("INVALID_OU_ID");
    return path;
  }

  #forgetMember(id: string, now: number): void {
    this.licenses.forget(id);
    this.roles.forget(id);
    for (const group of this.groupsWithMember(id)) this.removeMember(group, id, now);
  }

  #rememberCount(group: StoredGroup, now: number): void {
    const current = this.groups.get(group.id) ?? group;
    if (this.settings.countLagMs === 0 || now < current.shownCount.until) return;
    this.groups.put({
      ...current,
      shownCount: { count: group.members.size, until: now + this.settings.countLagMs },
    });
  }
}

/** Returns a new group without members, whose memberships are usable after the tenant's lag. */
export function emptyGroup(group: Pick<StoredGroup, "id" | "email" | "attributes">, usableAt: number): StoredGroup {
  return {
    ...group,
    settings: {},
    aliases: [],
    members: new SortedStore(),
    usableAt,
    shownCount: { count: 0, until: -Infinity },
  };
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/** Returns the mailbox of an address. In consumer mailboxes, dots and the older domain name do not count. */
function mailboxOf(email: string): string {
  const domain = domainOf(email);
  if (domain !== "gmail.com" && domain !== "googlemail.com") return email.toLowerCase();
  const local = email.slice(0, email.lastIndexOf("@")).toLowerCase();
  return `${local.replaceAll(".", "")}@gmail.com`;
}

function holderId(holder: AddressHolder): string {
  return holder.kind === "user" ? holder.user.id : holder.group.id;
}

function addressesOf(primary: string, aliases: readonly string[]): readonly string[] {
  return [primary, ...aliases].map((email) => email.toLowerCase());
}

function withParents(path: string): readonly string[] {
  const names = path.split("/").filter((name) => name !== "");
  return names.map((_, depth) => `/${names.slice(0, depth + 1).join("/")}`);
}
