import type { ObservedAccount, ObservedGroup, ObservedMembership } from "../../model/observation.ts";
import type { AssignableKind, ObservedAssignable, ObservedDirectAssignment } from "../../model/direct-assignment.ts";
import { assignableTraits, type ConnectedProvider, connectedTraits, groupNameKey } from "../../model/provider.ts";
import type { AccountTraits, GroupTraits } from "../../model/provider-traits.ts";
import type { ProviderWrite } from "../../ports/access.ts";

/** The initial state of a memory provider. All fields are optional. */
export interface MemorySeed {
  readonly accounts?: readonly ObservedAccount[];
  readonly groups?: readonly ObservedGroup[];
  readonly memberships?: readonly ObservedMembership[];
  /** Apps, administrator roles and licences. */
  readonly assignables?: readonly ObservedAssignable[];
  readonly directAssignments?: readonly ObservedDirectAssignment[];
}

/** Id prefixes, so that two kinds of objects never share an id. */
const numericIds = { account: "1", group: "01", assignment: "7" } as const;
const textIds = { account: "00u", group: "00g", assignment: "ra1" } as const;

const targetKey = (kind: AssignableKind, id: string): string => `${kind} ${id}`;

/** The state of the provider. Tests read it and make changes outside Rolecall. */
export class MemoryState {
  readonly provider: ConnectedProvider;
  readonly accountTraits: AccountTraits;
  readonly groupTraits: GroupTraits;
  readonly #accounts = new Map<string, ObservedAccount>();
  /** Ids by lower-case address. */
  readonly #addresses = new Map<string, string>();
  readonly #groups = new Map<string, ObservedGroup>();
  /** Ids by name, as `nameKey` writes it. */
  readonly #names = new Map<string, string>();
  /** By group id, then by account id or lower-case address. */
  readonly #members = new Map<string, Map<string, ObservedMembership>>();
  readonly #assignables = new Map<string, ObservedAssignable>();
  /** By kind and id of what is assigned, then by account id. */
  readonly #assignments = new Map<string, Map<string, ObservedDirectAssignment>>();
  readonly #effects: ProviderWrite[] = [];
  #issued = 0;

  constructor(provider: ConnectedProvider, seed: MemorySeed) {
    const { accounts = [], groups = [], memberships = [], assignables = [], directAssignments = [] } = seed;
    this.provider = provider;
    this.accountTraits = connectedTraits[provider].accounts;
    this.groupTraits = connectedTraits[provider].groups;
    for (const account of accounts) this.putAccount(account);
    for (const group of groups) this.putGroup(group);
    for (const membership of memberships) this.putMembership(membership);
    for (const assignable of assignables) this.putAssignable(assignable);
    for (const assignment of directAssignments) this.putAssignment(assignment);
  }

  get accounts(): readonly ObservedAccount[] {
    return [...this.#accounts.values()];
  }

  get groups(): readonly ObservedGroup[] {
    return [...this.#groups.values()];
  }

  get memberships(): readonly ObservedMembership[] {
    return [...this.#members.values()].flatMap((members) => [...members.values()]);
  }

  get assignables(): readonly ObservedAssignable[] {
    return [...this.#assignables.values()];
  }

  get directAssignments(): readonly ObservedDirectAssignment[] {
    return [...this.#assignments.values()].flatMap((holders) => [...holders.values()]);
  }

  /** The log of the provider: all writes with an effect, in order. */
  get effects(): readonly ProviderWrite[] {
    return this.#effects;
  }

  account(id: string): ObservedAccount | undefined {
    return this.#accounts.get(id);
  }

  accountAt(address: string): ObservedAccount | undefined {
    return this.account(this.#addresses.get(address.toLowerCase()) ?? "");
  }

  group(id: string): ObservedGroup | undefined {
    return this.#groups.get(id);
  }

  /** Returns a group by its name, compared as the provider compares names. */
  groupNamed(name: string): ObservedGroup | undefined {
    return this.group(this.#names.get(this.nameKey(name)) ?? "");
  }

  nameKey(name: string): string {
    return groupNameKey(this.provider, name);
  }

  membersOf(group: string): readonly ObservedMembership[] {
    return [...(this.#members.get(group)?.values() ?? [])];
  }

  /** `member` is an account id or, where addresses identify groups, an address inside or outside the tenant. */
  membership(group: string, member: string): ObservedMembership | undefined {
    const members = this.#members.get(group);
    return this.#memberKeys(member)
      .map((key) => members?.get(key))
      .find((found) => found !== undefined);
  }

  /** Returns the account of a member key; undefined: an external member. */
  accountOfMember(member: string): ObservedAccount | undefined {
    return this.account(member) ?? (this.groupTraits.identifiedBy === "address" ? this.accountAt(member) : undefined);
  }

  putAccount(account: ObservedAccount): void {
    const before = this.#accounts.get(account.id);
    if (before !== undefined) this.#addresses.delete(before.address.toLowerCase());
    this.#accounts.set(account.id, account);
    this.#addresses.set(account.address.toLowerCase(), account.id);
  }

  putGroup(group: ObservedGroup): void {
    const before = this.#groups.get(group.id);
    if (before !== undefined) this.#names.delete(this.nameKey(before.name));
    this.#groups.set(group.id, group);
    this.#names.set(this.nameKey(group.name), group.id);
  }

  putMembership(membership: ObservedMembership): void {
    const members = this.#members.get(membership.group) ?? new Map<string, ObservedMembership>();
    members.set(membership.account ?? (membership.address ?? "").toLowerCase(), membership);
    this.#members.set(membership.group, members);
  }

  /** Removes a membership. Does nothing if it does not exist. */
  dropMembership(group: string, member: string): void {
    for (const key of this.#memberKeys(member)) this.#members.get(group)?.delete(key);
  }

  /** Returns what is assigned, by its kind and id. */
  assignable(kind: AssignableKind, id: string): ObservedAssignable | undefined {
    return this.#assignables.get(targetKey(kind, id));
  }

  /** Returns the assignments of one app, role or licence. */
  assignmentsOf(kind: AssignableKind, target: string): readonly ObservedDirectAssignment[] {
    return [...(this.#assignments.get(targetKey(kind, target))?.values() ?? [])];
  }

  assignment(kind: AssignableKind, target: string, account: string): ObservedDirectAssignment | undefined {
    return this.#assignments.get(targetKey(kind, target))?.get(account);
  }

  putAssignable(assignable: ObservedAssignable): void {
    this.#assignables.set(targetKey(assignable.kind, assignable.id), assignable);
  }

  putAssignment(assignment: ObservedDirectAssignment): void {
    const key = targetKey(assignment.kind, assignment.target);
    const holders = this.#assignments.get(key) ?? new Map<string, ObservedDirectAssignment>();
    this.#assignments.set(key, holders.set(assignment.account, assignment));
  }

  /** Ends an assignment. Does nothing if it does not exist. */
  dropAssignment(kind: AssignableKind, target: string, account: string): void {
    this.#assignments.get(targetKey(kind, target))?.delete(account);
  }

  /** Ends the account's assignments of the kinds that the provider ends when it deactivates an account. */
  endAssignments(account: string): void {
    for (const { kind, target } of this.directAssignments)
      if (assignableTraits(this.provider, kind)?.endsWithDeactivation === true)
        this.dropAssignment(kind, target, account);
  }

  /** Deletes a group with its memberships, outside Rolecall. */
  dropGroup(id: string): void {
    const group = this.#groups.get(id);
    if (group !== undefined) this.#names.delete(this.nameKey(group.name));
    this.#groups.delete(id);
    this.#members.delete(id);
  }

  /** Deletes an account with its memberships, outside Rolecall. */
  dropAccount(id: string): void {
    const account = this.#accounts.get(id);
    if (account !== undefined) this.#addresses.delete(account.address.toLowerCase());
    this.#accounts.delete(id);
    for (const members of this.#members.values()) members.delete(id);
    for (const holders of this.#assignments.values()) holders.delete(id);
  }

  /** Returns an unused id, the same in every run. */
  newId(kind: "account" | "group" | "assignment"): string {
    const prefix = this.groupTraits.identifiedBy === "address" ? numericIds[kind] : textIds[kind];
    for (;;) {
      this.#issued += 1;
      const id = `${prefix}${String(this.#issued).padStart(6, "0")}`;
      if (!this.#accounts.has(id) && !this.#groups.has(id)) return id;
    }
  }

  /** Records a write with an effect. */
  log(write: ProviderWrite): void {
    this.#effects.push(write);
  }

  /** Converts external memberships of an address to memberships of its new account. */
  #memberKeys(member: string): readonly string[] {
    const account = this.accountOfMember(member);
    return account === undefined ? [member.toLowerCase()] : [account.id, account.address.toLowerCase()];
  }
}
