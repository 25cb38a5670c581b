import type { GroupRole } from "../model/documents.ts";
import type {
  AssignableKey,
  AssignableKind,
  ObservedAssignable,
  ObservedDirectAssignment,
} from "../model/direct-assignment.ts";
import type { Observation, ObservedAccount, ObservedGroup, ObservedMembership } from "../model/observation.ts";

/** The parts of a provider that a reader reads, from the system file and the catalogue. */
export interface ObserveScope {
  /** The provider attribute that carries the employee number. */
  readonly join: string;
  /** The managed profile attributes, provider names. */
  readonly attributes: readonly string[];
  /** Names (Okta) or addresses (Google) of declared groups, including earlier names. Only their members are read. */
  readonly groups: readonly string[];
  /** Names of the groups whose settings are read, because a file declares settings of the group. */
  readonly settings?: readonly string[];
  /** The apps, administrator roles and licences that entitlements declare. Only their holders are read. */
  readonly assignables?: readonly AssignableKey[];
  /** Whether to read the members of every group, for an import or a snapshot. Default false. */
  readonly allGroups?: boolean;
}

/** Values by which accounts are found: provider ids, employee numbers, and addresses. */
export interface AccountValues {
  readonly ids: readonly string[];
  readonly numbers: readonly string[];
  readonly addresses: readonly string[];
}

/** Reads named users and groups, many with one request. Each method throws where it could not read everything it was asked for. */
export interface TargetReads {
  readonly tenant: string;
  /** Returns all accounts that one of the values leads to. */
  accountsBy(values: AccountValues): Promise<readonly ObservedAccount[]>;
  /** Returns all groups with one of these exact names. */
  groupsNamed(names: readonly string[]): Promise<readonly ObservedGroup[]>;
  /** Returns all groups in which the account is a direct member. */
  groupsOf(account: string): Promise<readonly ObservedGroup[]>;
  /** Returns the accounts of all direct members. */
  membersOf(group: ObservedGroup): Promise<readonly ObservedAccount[]>;
}

/** The result of reading one object. `unknown` is not `absent`: it stops the operation that reads. */
export type Known<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly failure: ProviderFailure };

/** A classified failure of a provider. Messages are for people; code branches on `kind`. */
export type ProviderFailure =
  | { readonly kind: "throttled"; readonly message: string; readonly retryAt: number | null }
  | { readonly kind: "unavailable"; readonly message: string }
  | { readonly kind: "denied"; readonly message: string }
  | { readonly kind: "not-found"; readonly message: string }
  | { readonly kind: "conflict"; readonly message: string }
  | { readonly kind: "rejected"; readonly message: string }
  /** It is unknown whether the write had its effect. Read the object to find out; never repeat the write unchecked (I20). */
  | { readonly kind: "outcome-unknown"; readonly message: string }
  /** The write was not sent, because its fence refused it. It had no effect. */
  | { readonly kind: "not-sent"; readonly message: string }
  /** An earlier request of the write had its effect, and its fence refused a later one. */
  | { readonly kind: "partly-written"; readonly message: string }
  /** The run was interrupted before a read was complete. Also of a write that reads: its outcome is unknown then. */
  | { readonly kind: "interrupted"; readonly message: string }
  | { readonly kind: "unexpected"; readonly message: string };

/**
 * Direct members by the list of their group. The list can be cut or behind a write: an entry proves a membership, a missing
 * one does not prove that there is none.
 */
export interface ListedMembers {
  /** By account id, and by lower-case address where the provider shows addresses. */
  readonly roles: ReadonlyMap<string, GroupRole>;
  /** False: the list has more pages than were read. */
  readonly isComplete: boolean;
}

/** Reads a provider; it cannot write. */
export interface AccessReader {
  readonly system: string;
  /** Returns everything in the scope, or what could not be read; never a shorter list. */
  observe(scope: ObserveScope): Promise<Observation>;
  /** Starts a read of named users and groups. Absent where the provider is only read completely. */
  targeted?(scope: ObserveScope): TargetReads;
  /** Returns one account by the provider's immutable id. */
  accountById(id: string): Promise<Known<ObservedAccount>>;
  /** Returns one account by its address. Confirms before a creation that a list did not omit it. */
  accountByAddress(address: string): Promise<Known<ObservedAccount>>;
  /**
   * Returns all accounts with this employee number, each read by its id. A provider finds them by a search that can be
   * behind a write, so `absent` means that the search has none.
   */
  accountsByNumber(number: string): Promise<Known<readonly ObservedAccount[]>>;
  groupById(id: string): Promise<Known<ObservedGroup>>;
  /** Returns one group by exact name or address. Confirms its absence before a creation. */
  groupByName(name: string): Promise<Known<ObservedGroup>>;
  /** Returns the settings of one group that a file can declare, as text. Absent where groups have no settings. */
  groupSettings?(id: string): Promise<Known<Readonly<Record<string, unknown>>>>;
  /**
   * Returns the other source that fills the group's members, as a clause; null: none. Confirms before a membership is
   * written that a list of rules did not omit one. Absent where the provider has no such source.
   */
  otherWriter?(group: string): Promise<Known<string | null>>;
  /** Returns whether the complete list of a group's members has the account: a second source where `membership` rests on a list that can be cut. Absent where `membership` reads the one membership. */
  listsMember?(group: string, member: string): Promise<Known<boolean>>;
  /** Returns the first pages of a group's list of members. Absent where the provider has no such list. */
  listedMembers?(group: string, mostPages: number): Promise<Known<ListedMembers>>;
  /** Returns one membership. `member` is an account id, or an address for a member outside the tenant. */
  membership(group: string, member: string): Promise<Known<ObservedMembership>>;
  /** Returns the one live object with this kind and name. Absent where the provider has none of these kinds. */
  assignable?(key: AssignableKey): Promise<Known<ObservedAssignable>>;
  /** Returns one direct assignment, by the ids of the assignable and the account. */
  directAssignment?(kind: AssignableKind, target: string, account: string): Promise<Known<ObservedDirectAssignment>>;
}

/** One write with all ids resolved. */
export type ProviderWrite =
  | {
      readonly action: "account.create";
      readonly address: string;
      readonly join: string;
      /** Managed attributes by provider name, without address and join. */
      readonly profile: Readonly<Record<string, unknown>>;
      readonly orgUnit: string | null;
      /** `staged`: created before the start date; the account cannot sign in. */
      readonly state: "active" | "staged";
    }
  | {
      readonly action: "account.adopt";
      readonly account: string;
      readonly join: string;
      /** The earlier number of the same user that the account may have; absent or null: the account must have none. */
      readonly from?: string | null;
    }
  | { readonly action: "account.update"; readonly account: string; readonly set: Readonly<Record<string, unknown>> }
  | {
      readonly action: "account.activate" | "account.suspend" | "account.unsuspend" | "account.deactivate";
      readonly account: string;
    }
  | { readonly action: "group.create"; readonly name: string; readonly profile: Readonly<Record<string, unknown>> }
  | { readonly action: "group.update"; readonly group: string; readonly set: Readonly<Record<string, unknown>> }
  | { readonly action: "group.configure"; readonly group: string; readonly set: Readonly<Record<string, unknown>> }
  | {
      readonly action: "membership.add" | "membership.update";
      readonly group: string;
      /** Account id, or an address for a member outside the tenant. */
      readonly member: string;
      readonly role: "member" | "manager" | "owner";
    }
  | { readonly action: "membership.remove"; readonly group: string; readonly member: string }
  | DirectAssignmentWrite;

/** A write of a direct assignment, by the ids of the assignable and the account. */
export type DirectAssignmentWrite =
  | {
      readonly action: "app.assign" | "app.update";
      readonly app: string;
      readonly account: string;
      /** The attributes of the app's profile to set. */
      readonly profile: Readonly<Record<string, unknown>>;
    }
  | { readonly action: "app.unassign"; readonly app: string; readonly account: string }
  | { readonly action: "admin-role.assign"; readonly role: string; readonly account: string }
  | {
      readonly action: "admin-role.unassign";
      readonly role: string;
      /** The provider's id of the assignment. */
      readonly assignment: string;
      readonly account: string;
    }
  | { readonly action: "license.assign" | "license.unassign"; readonly license: string; readonly account: string };

export type WriteResult =
  /** `id`: the id of the created object; null: the write creates none. */
  | { readonly kind: "written"; readonly id: string | null }
  | { readonly kind: "already-so" }
  | { readonly kind: "failed"; readonly failure: ProviderFailure };

/** What decides whether a write may still be sent after it waited for a rate limit. */
export interface Fence {
  /** Called immediately before each request of the write, also when it is sent again. Throws where it must not be sent. */
  readonly check: () => Promise<void>;
  /** Ends a wait before the request is sent. */
  readonly signal: AbortSignal;
}

/** Writes to a provider; it cannot plan. Each write is sent at most once, unless the provider states that it was not processed. */
export interface AccessWriter {
  readonly system: string;
  /** @param fence absent: each request is sent without a check */
  perform(write: ProviderWrite, fence?: Fence): Promise<WriteResult>;
}
