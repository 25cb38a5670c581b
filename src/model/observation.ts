import type { AccountState } from "./account-state.ts";
import type { ObservedAssignable, ObservedDirectAssignment } from "./direct-assignment.ts";
import type { Instant } from "./instant.ts";
import { type ConnectedProvider, fillerOfType, type GroupType } from "./provider.ts";
import type { GroupRole } from "./provider-traits.ts";

export type { AccountState } from "./account-state.ts";

/**
 * An account as observed. `profile` holds the attributes that the system's file manages, by provider attribute name.
 */
export interface ObservedAccount {
  readonly id: string;
  readonly address: string;
  /** Other addresses that lead to the account; absent where it has none. */
  readonly aliases?: readonly string[];
  /** The value of the join attribute; null where the account does not have one. */
  readonly join: string | null;
  readonly state: AccountState;
  /** Why the provider itself suspended the account; absent where an administrator did, or no reason is reported. */
  readonly suspendedFor?: string;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly lastSignIn: string | null;
}

export interface ObservedGroup {
  readonly id: string;
  /** Okta: the name; Google: the address. */
  readonly name: string;
  /** Other addresses that lead to the group; absent where it has none. */
  readonly aliases?: readonly string[];
  readonly type: GroupType;
  readonly profile: Readonly<Record<string, unknown>>;
  /** The settings that a file can declare, as text; null: not read, because no file declares settings of the group. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  /**
   * An ACTIVE Okta rule assigns this group. Such a group is read-only, because the API does not distinguish rule-made
   * memberships from others.
   */
  readonly ruleFed: boolean;
  /**
   * True if no other source writes the group and its members. Not part of a snapshot, which has the type and the rule.
   */
  readonly writable: boolean;
}

/** Returns the other source that manages a group's members, as a clause; null without one. */
export function fillerOf({ type, ruleFed }: Pick<ObservedGroup, "type" | "ruleFed">): string | null {
  return fillerOfType(type) ?? (ruleFed ? "an active Okta group rule manages its members" : null);
}

/** Returns the group of a provider or snapshot with `writable`. */
export function observedGroup(group: Omit<ObservedGroup, "writable">): ObservedGroup {
  return { ...group, writable: fillerOf(group) === null };
}

export interface ObservedMembership {
  readonly group: string;
  /**
   * Null: a member known only by address (Google, outside of the tenant). With an address as well: an entry with an id
   * of its own whose address leads to no account, or to an account with another id.
   */
  readonly account: string | null;
  readonly address: string | null;
  readonly role: GroupRole;
}

export interface ObservedSystem {
  readonly system: string;
  readonly provider: ConnectedProvider;
  readonly tenant: string;
  readonly accounts: readonly ObservedAccount[];
  readonly groups: readonly ObservedGroup[];
  /** Memberships of the groups in `membershipsRead` only. */
  readonly memberships: readonly ObservedMembership[];
  /** Ids of the groups whose members were read: the groups of declared entitlements. */
  readonly membershipsRead: readonly string[];
  /** Why the members of a declared group are not known, by the group's id. */
  readonly unreadMembers?: Readonly<Record<string, string>>;
  /** What was read, where only named users and groups were; absent: everything. */
  readonly readFor?: ReadFor;
  /** How the system was read; absent: a read of only the changes cannot start from here. */
  readonly reading?: Reading;
  /** Why the settings of a group whose file declares settings are not known, by the group's id. */
  readonly unreadSettings?: Readonly<Record<string, string>>;
  /** The live apps, administrator roles and licences that entitlements declare; absent: none is declared. */
  readonly assignables?: readonly ObservedAssignable[];
  /** The direct assignments of `assignables`. */
  readonly directAssignments?: readonly ObservedDirectAssignment[];
  /** Why the holders of an assignable are not known, by its id. */
  readonly unreadDirectAssignments?: Readonly<Record<string, string>>;
  /**
   * Ids of the accounts that the credential of the read acts for. A service account of the provider counts as an account.
   * Absent: not known, or no administrator role is declared.
   */
  readonly ownAccounts?: readonly string[];
}

/** How a system was read, from which a later read of only the changes starts. */
export interface Reading {
  /** When the last read of everything started. */
  readonly fullAt: Instant;
  /** When this read started, of everything or of the changes. */
  readonly startedAt: Instant;
  /** The position in the provider's log up to which events were read; null: the log was not read. */
  readonly cursor: string | null;
  /** The attribute that carried the employee number. */
  readonly join: string;
  /** The managed attributes that were read. */
  readonly attributes: readonly string[];
}

/** The parts of a system that a targeted read has. What is not named here is not known; it is not absent. */
export interface ReadFor {
  /** The users whose accounts were looked up by every key. */
  readonly identified: ReadonlySet<string>;
  /** The users of these whose memberships in declared groups were all read. */
  readonly users: ReadonlySet<string>;
  /** Ids of the groups with all members. Of other groups, only memberships of `users` were read. */
  readonly groups: ReadonlySet<string>;
}

/** A part that could not be read, as text: `the members of "Prod DB Admins"`, and the reason. */
export interface UnreadScope {
  readonly scope: string;
  readonly reason: string;
}

/** A complete read, or the list of what is missing. The planner's type refuses `partial` (unknown is not empty). */
export type Observation =
  | { readonly kind: "complete"; readonly at: Instant; readonly observed: ObservedSystem }
  | { readonly kind: "partial"; readonly system: string; readonly unread: readonly UnreadScope[] };

export type CompleteObservation = Extract<Observation, { kind: "complete" }>;

/** A system that was not read completely, so that nothing is known about its state. */
export type UnreadSystem = Extract<Observation, { kind: "partial" }>;
