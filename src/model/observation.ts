import type { Instant } from "./instant.ts";

export type AccountState =
  | "staged"
  | "provisioned"
  | "active"
  | "suspended"
  | "deactivated"
  | "locked"
  | "recovery"
  | "password-expired"
  | "deleted";

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
  readonly type: "OKTA_GROUP" | "APP_GROUP" | "BUILT_IN" | "GOOGLE_GROUP";
  readonly profile: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>> | null;
  /** An ACTIVE Okta rule assigns this group: read-only as a whole (the API does not tell rule-made memberships apart). */
  readonly ruleFed: boolean;
}

export interface ObservedMembership {
  readonly group: string;
  /** Null: a member known by address alone (Google, outside our tenant). */
  readonly account: string | null;
  readonly address: string | null;
  readonly role: "member" | "manager" | "owner";
}

export interface ObservedSystem {
  readonly system: string;
  readonly provider: "okta" | "google";
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
