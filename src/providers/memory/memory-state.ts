import type { ObservedAccount, ObservedGroup, ObservedMembership } from "../../model/observation.ts";
import { type ConnectedProvider, connectedTraits, groupNameKey } from "../../model/provider.ts";
import type { AccountTraits, GroupTraits } from "../../model/provider-traits.ts";
import type { ProviderWrite } from "../../ports/access.ts";

/** The initial state of a memory provider. All fields are optional. */
export interface MemorySeed {
  readonly accounts?: readonly ObservedAccount[];
  readonly groups?: readonly ObservedGroup[];
  readonly memberships?: readonly ObservedMembership[];
}

/** Id prefixes, so that two kinds of objects never share an id. */
const numericIds = { account: "1", group: "01" } as const;
const textIds = { account: "00u", group: "00g" } as const;

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
  readonly #effects: ProviderWrite[] = [];
  #issued = 0;

  constructor(provider: ConnectedProvider, { accounts = [], groups = [], memberships = [] }: MemorySeed) {
    this.provider = provider;
    this.accountTraits = connectedTraits[provider].accounts;
    this.groupTraits = connectedTraits[provider].groups;
    for (const account of accounts) this.putAccount(account);
    for (const group of groups) this.putGroup(group);
    for (const membership of memberships) this.putMembership(membership);
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
  }

  /** Returns an unused id, the same in every run. */
  newId(kind: "account" | "group"): string {
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
