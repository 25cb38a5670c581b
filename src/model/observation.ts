import type { AccountState } from "./account-state.ts";
import type { Instant } from "./instant.ts";
import { type ConnectedProvider, fillerOfType, type GroupType } from "./provider.ts";
import type { GroupRole } from "./provider-traits.ts";

export type { AccountState } from "./account-state.ts";

/** An account as a provider shows it. `profile` holds the attributes the system's file manages, by provider attribute name. */
export interface ObservedAccount {
  readonly id: string;
  readonly address: string;
  /** The value of the join attribute; null where the account carries none. */
  readonly join: string | null;
  readonly state: AccountState;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly lastSignIn: string | null;
}

export interface ObservedGroup {
  readonly id: string;
  /** Okta: the name; Google: the address. */
  readonly name: string;
  readonly type: GroupType;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>> | null;
  /** An ACTIVE Okta rule assigns this group: read-only as a whole (the API does not tell rule-made memberships apart). */
  readonly ruleFed: boolean;
  /** Rolecall may write the group and its members: nothing else fills it. Not in a snapshot, where type and rule say so. */
  readonly writable: boolean;
}

/** Returns what fills a group other than Rolecall, as a clause; null where nothing does. */
export function fillerOf({ type, ruleFed }: Pick<ObservedGroup, "type" | "ruleFed">): string | null {
  return fillerOfType(type) ?? (ruleFed ? "an active Okta rule fills it" : null);
}

/** Adds `writable` to what a provider or a snapshot says about a group. */
export function observedGroup(group: Omit<ObservedGroup, "writable">): ObservedGroup {
  return { ...group, writable: fillerOf(group) === null };
}

export interface ObservedMembership {
  readonly group: string;
  /** Null: a member known by address alone (Google, outside our tenant). */
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
  /** Ids of the groups whose members were read: those a declared entitlement names. */
  readonly membershipsRead: readonly string[];
}

/** Something that could not be read, in words: `the members of "Prod DB Admins"`, and why. */
export interface UnreadScope {
  readonly scope: string;
  readonly reason: string;
}

/** A whole read, or a statement of what is missing. The planner's type refuses `partial` (unknown is not empty). */
export type Observation =
  | { readonly kind: "complete"; readonly at: Instant; readonly observed: ObservedSystem }
  | { readonly kind: "partial"; readonly system: string; readonly unread: readonly UnreadScope[] };

export type CompleteObservation = Extract<Observation, { kind: "complete" }>;
