import type { AccountState } from "./account-state.ts";
import type { AssignableKind } from "./direct-assignment.ts";
import type { GroupSettings } from "./group-settings.ts";

/** A role in a group. `Record` tables over it decide which role is higher. */
export type GroupRole = "member" | "manager" | "owner";

export type TargetKind = "account" | "group" | "app" | "adminRole" | "license" | "task";

/** A field of `connection` in the system's file, and the reason shown where it is missing. */
export interface ConnectionField {
  readonly name: "orgUrl" | "customer";
  readonly reason: string;
}

export interface ConnectionTraits {
  /** The reason shown where the system's file has no `connection`. */
  readonly reason: string;
  /** Fields without a default. */
  readonly required: readonly ConnectionField[];
}

export interface AccountTraits {
  /** The attribute that is the account's address itself. */
  readonly addressAttribute: string;
  /** The provider sorts accounts into organizational units. */
  readonly hasOrgUnits: boolean;
  /** Attributes that are lists: a value is an entry, such as `externalIds.organization`. */
  readonly lists: readonly string[];
  /** The provider has a state for an account before the user's first day. Without it such an account is suspended. */
  readonly canBeStaged: boolean;
  readonly canBeDeactivated: boolean;
  /** An account shows whether the provider itself suspended it. If not, an administrator did. */
  readonly reportsOwnSuspensions: boolean;
  /** States from which the provider suspends an account. */
  readonly suspendableStates: readonly AccountState[];
  /** What the provider accepts as a given or family name. */
  readonly names: TextLimits;
}

/** The texts that a provider accepts in a field. */
export interface TextLimits {
  /** In characters. */
  readonly longest: number;
  /** Characters that the provider refuses, as one text; empty: none is known. */
  readonly refused: string;
}

export interface GroupTraits {
  /** From the lowest to the highest. */
  readonly roles: readonly GroupRole[];
  /** The identifier by which entitlements name a group. */
  readonly identifiedBy: "name" | "address";
  readonly namesFoldCase: boolean;
  /** The group has a title in addition to its identifier, as an attribute called `name`. */
  readonly hasTitle: boolean;
  /** Apps of a group can be listed in its entitlement. */
  readonly listsApps: boolean;
  /** The `settings` that the `member` entitlement can have, and their values from the strictest to the loosest. */
  readonly settings: GroupSettings;
  /** The `member` entitlement can have `nests`. */
  readonly canNest: boolean;
  /** An address outside the tenant can be a member. The `member` entitlement can have `externalMembers`. */
  readonly takesOutsideAddresses: boolean;
  /** Consumer mail domains that are one domain to the provider, and whose mailboxes ignore dots; the first one is the key. */
  readonly consumerDomains: readonly string[];
  /** Each type of the provider's groups, and what else manages its members; null: such groups can be declared. */
  readonly types: Readonly<Record<string, string | null>>;
}

/** How a provider treats one kind of what accounts hold directly. */
export interface AssignableTraits {
  /** An assignment has attributes of its own, which an entitlement can define with `profile`. */
  readonly hasProfile: boolean;
  /** The provider removes the assignments of an account when it is deactivated. A suspension keeps them. */
  readonly endsWithDeactivation: boolean;
  /** The provider gives each assignment an id of its own. */
  readonly hasId: boolean;
}

/** The facts about a provider that Rolecall's pure steps need. */
export interface ProviderTraits {
  /** The provider's name in messages. */
  readonly title: string;
  readonly targets: readonly TargetKind[];
  /** The provider accepts text with characters that UTF-8 encodes in four bytes, for example emoji. */
  readonly acceptsFourByteCharacters: boolean;
  /** Null: the provider does not have an API, so it is neither read nor written. */
  readonly connection: ConnectionTraits | null;
  /** Null: the provider does not have accounts. */
  readonly accounts: AccountTraits | null;
  /** Null: the provider does not have groups. */
  readonly groups: GroupTraits | null;
  /** What accounts of the provider hold directly, by kind. Absent: the provider does not have this kind. */
  readonly assignables: Readonly<Partial<Record<AssignableKind, AssignableTraits>>>;
}
