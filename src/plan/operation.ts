import type { EntitlementRef, GroupRole, SystemId, Tier, UserId } from "../model/documents.ts";
import type { AccountState } from "../model/observation.ts";

export type Origin = "change" | "schedule" | "drift";

/** The reason for an operation or an access change: the grant or role that gives, or gave, the access. */
export interface Because {
  readonly kind: "grant" | "birthright" | "user" | "entitlement" | "system" | "adoption" | "unmanaged";
  readonly file: string | null;
  readonly line: number | null;
  readonly role?: string;
  readonly until?: string | null;
  readonly through?: readonly string[];
  /** One sentence where kind and file are not sufficient. */
  readonly text?: string;
}

/** The object that an operation writes to. The id of an object that does not exist yet is null. */
export interface Resource<
  Kind extends "account" | "group" = "account" | "group",
  Id extends string | null = string | null,
> {
  readonly kind: Kind;
  readonly id: Id;
  /** The address of an account; the name (Okta) or address (Google) of a group. */
  readonly name: string;
}

/** One RFC 6902 operation, of the kinds that a comparison of two attribute maps gives. */
export interface PatchStep {
  readonly op: "add" | "remove" | "replace";
  readonly path: string;
  readonly value?: unknown;
}

/** Attributes by the provider's name for them; null: not set. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The fields of every operation. */
interface OperationFields {
  readonly id: string;
  readonly system: SystemId;
  readonly origin: Origin;
  readonly tier: Tier;
  readonly because: readonly Because[];
  readonly dependsOn: readonly string[];
}

interface AccountFields extends OperationFields {
  readonly user: UserId;
  /** The entitlement that stands for having an account in the system, where one is declared. */
  readonly entitlement: EntitlementRef | null;
}

interface LiveAccountFields extends AccountFields {
  readonly account: { readonly id: string; readonly address: string };
  readonly resource: Resource<"account", string>;
}

interface GroupFields extends OperationFields {
  readonly user: null;
  readonly account: null;
  readonly entitlement: EntitlementRef;
}

interface MembershipFields extends OperationFields {
  /** The member's account; the id is null where this plan creates it, and for a member outside the tenant. */
  readonly account: { readonly id: string | null; readonly address: string };
  readonly entitlement: EntitlementRef;
  /** The id is null where this plan creates the group. */
  readonly resource: Resource<"group">;
  readonly patch: readonly [];
}

/** The content of a new account. */
export interface NewAccount {
  readonly address: string;
  readonly join: string;
  /** Managed attributes, without the address and the join attribute. */
  readonly profile: Attributes;
  readonly orgUnit: string | null;
  /** staged: created before the user's start. Nobody can sign in to it. */
  readonly state: "active" | "staged";
}

export interface CreateAccount extends AccountFields {
  readonly action: "account.create";
  readonly account: null;
  readonly resource: Resource<"account", null>;
  readonly before: null;
  readonly after: NewAccount;
  readonly patch: readonly [];
}

/** Writes the user's employee number to a live account without one, or with an earlier number of the user. */
export interface AdoptAccount extends LiveAccountFields {
  readonly action: "account.adopt";
  readonly before: { readonly join: string | null };
  readonly after: { readonly join: string };
  readonly patch: readonly [];
}

/** Changes managed attributes. An attribute that `before` has and `after` lacks is removed. */
export interface UpdateAccount extends LiveAccountFields {
  readonly action: "account.update";
  readonly before: Attributes;
  readonly after: Attributes;
  readonly patch: readonly PatchStep[];
}

interface MoveTo<Name extends string, State extends AccountState> extends LiveAccountFields {
  readonly action: Name;
  readonly before: { readonly state: AccountState };
  readonly after: { readonly state: State };
  readonly patch: readonly [];
}

export type ActivateAccount = MoveTo<"account.activate", "active">;
export type SuspendAccount = MoveTo<"account.suspend", "suspended">;
export type UnsuspendAccount = MoveTo<"account.unsuspend", "active">;
export type DeactivateAccount = MoveTo<"account.deactivate", "deactivated">;

/** Moves an account along the provider's lifecycle. */
export type MoveAccount = ActivateAccount | SuspendAccount | UnsuspendAccount | DeactivateAccount;

export interface CreateGroup extends GroupFields {
  readonly action: "group.create";
  readonly resource: Resource<"group", null>;
  readonly before: null;
  readonly after: { readonly name: string; readonly profile: Attributes };
  readonly patch: readonly [];
}

/** Changes the description of a group. `name` renames it; it keeps its id and its members. */
export interface UpdateGroup extends GroupFields {
  readonly action: "group.update";
  readonly resource: Resource<"group", string>;
  readonly before: Attributes;
  readonly after: Attributes;
  readonly patch: readonly PatchStep[];
}

/** Changes settings of a group, such as who can join. */
export interface ConfigureGroup extends GroupFields {
  readonly action: "group.configure";
  /** The id is null where this plan creates the group. */
  readonly resource: Resource<"group">;
  /** Empty where this plan creates the group, because the provider chooses the settings of a new group. */
  readonly before: Attributes;
  readonly after: Attributes;
  readonly patch: readonly PatchStep[];
}

export interface AddMembership extends MembershipFields {
  readonly action: "membership.add";
  /** Null for a declared address outside the organization. */
  readonly user: UserId | null;
  readonly before: null;
  readonly after: { readonly role: GroupRole };
}

/** Gives a member another role in the group. */
export interface UpdateMembership extends MembershipFields {
  readonly action: "membership.update";
  /** Null for a declared address outside the organization. */
  readonly user: UserId | null;
  readonly before: { readonly role: GroupRole };
  readonly after: { readonly role: GroupRole };
}

export interface RemoveMembership extends MembershipFields {
  readonly action: "membership.remove";
  /** Null for a member of a declared group who does not match a user. */
  readonly user: UserId | null;
  readonly before: { readonly role: GroupRole };
  readonly after: null;
}

export type MembershipOperation = AddMembership | UpdateMembership | RemoveMembership;

/**
 * One write that apply sends, complete enough to be shown, ordered, judged and applied: one variant for each action
 * that this version supports. `actions.ts` has the properties of each action.
 */
export type Operation =
  | CreateAccount
  | AdoptAccount
  | UpdateAccount
  | MoveAccount
  | CreateGroup
  | UpdateGroup
  | ConfigureGroup
  | MembershipOperation;

export type Action = Operation["action"];
