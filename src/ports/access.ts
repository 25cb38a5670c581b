import type { Observation, ObservedAccount, ObservedGroup, ObservedMembership } from "../model/observation.ts";

/** What one system's file and catalogue ask a reader to look at. */
export interface ObserveScope {
  /** The provider attribute that carries the employee number. */
  readonly join: string;
  /** The managed profile attributes, provider names. */
  readonly attributes: readonly string[];
  /** Names (Okta) or addresses (Google) of declared groups, earlier names included: only their members are read. */
  readonly groups: readonly string[];
  /** Read the members of every group, for an import or a snapshot that others will plan from. Default false. */
  readonly allGroups?: boolean;
}

/** An answer about one object. `unknown` is not `absent`: it stops the operation that asked. */
export type Known<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly failure: ProviderFailure };

/** What went wrong at a provider, classified where it entered. Messages are for people; code branches on `kind`. */
export type ProviderFailure =
  | { readonly kind: "throttled"; readonly message: string; readonly retryAt: number | null }
  | { readonly kind: "unavailable"; readonly message: string }
  | { readonly kind: "denied"; readonly message: string }
  | { readonly kind: "not-found"; readonly message: string }
  | { readonly kind: "conflict"; readonly message: string }
  | { readonly kind: "rejected"; readonly message: string }
  /** The write may or may not have happened: settle it by reading, never repeat it blind (I20). */
  | { readonly kind: "outcome-unknown"; readonly message: string }
  | { readonly kind: "unexpected"; readonly message: string };

/** Reads a provider; it cannot write. */
export interface AccessReader {
  readonly system: string;
  /** Everything in the scope, or a statement of what could not be read; never a shorter list. */
  observe(scope: ObserveScope): Promise<Observation>;
  /** One account by the provider's immutable id. */
  accountById(id: string): Promise<Known<ObservedAccount>>;
  /** One account by its address: confirms that a list left nobody out before an account is created. */
  accountByAddress(address: string): Promise<Known<ObservedAccount>>;
  groupById(id: string): Promise<Known<ObservedGroup>>;
  /** One group by exact name or address: confirms absence before a group is created. */
  groupByName(name: string): Promise<Known<ObservedGroup>>;
  /** One membership; `member` is an account id, or an address for a member outside the tenant. */
  membership(group: string, member: string): Promise<Known<ObservedMembership>>;
}

/** One write with every id resolved. */
export type ProviderWrite =
  | {
      readonly action: "account.create";
      readonly address: string;
      readonly join: string;
      /** Managed attributes by provider name, address and join left out. */
      readonly profile: Readonly<Record<string, unknown>>;
      readonly orgUnit: string | null;
      /** staged: created before the start; it cannot sign in. */
      readonly state: "active" | "staged";
    }
  | { readonly action: "account.adopt"; readonly account: string; readonly join: string }
  | { readonly action: "account.update"; readonly account: string; readonly set: Readonly<Record<string, unknown>> }
  | {
      readonly action: "account.activate" | "account.suspend" | "account.unsuspend" | "account.deactivate";
      readonly account: string;
    }
  | { readonly action: "group.create"; readonly name: string; readonly profile: Readonly<Record<string, unknown>> }
  | { readonly action: "group.update"; readonly group: string; readonly set: Readonly<Record<string, unknown>> }
  | {
      readonly action: "membership.add" | "membership.update";
      readonly group: string;
      /** Account id, or an address for a member outside the tenant. */
      readonly member: string;
      readonly role: "member" | "manager" | "owner";
    }
  | { readonly action: "membership.remove"; readonly group: string; readonly member: string };

export type WriteResult =
  /** `id`: the created object's id, null for a write that creates none. */
  | { readonly kind: "written"; readonly id: string | null }
  | { readonly kind: "already-so" }
  | { readonly kind: "failed"; readonly failure: ProviderFailure };

/** Writes to a provider; it cannot plan. Each write is sent at most once unless the provider said it was not processed. */
export interface AccessWriter {
  readonly system: string;
  perform(write: ProviderWrite): Promise<WriteResult>;
}
