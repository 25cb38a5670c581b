import type { EntitlementRef, GroupRole, SystemId, Tier, UserId } from "../model/documents.ts";
import type { AssignableKind } from "../model/direct-assignment.ts";
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

/** What an operation writes to. */
export type ResourceKind = "account" | "group" | AssignableKind;

/** The object that an operation writes to. The id of an object that does not exist yet is null. */
export interface Resource<Kind extends ResourceKind = ResourceKind, Id extends string | null = string | null> {
  readonly kind: Kind;
  readonly id: Id;
  /** The address of an account; the name (Okta) or address (Google) of a group; the name of an app, role or licence. */
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

interface AssignmentFields<Kind extends AssignableKind> extends OperationFields {
  readonly entitlement: EntitlementRef;
  /** What is assigned. It exists: Rolecall creates no app, role or licence. */
  readonly resource: Resource<Kind, string>;
}

/** Assigns an app, a role or a licence to an account. */
interface Assign<Name extends string, Kind extends AssignableKind> extends AssignmentFields<Kind> {
  readonly action: Name;
  readonly user: UserId;
  /** The id is null where this plan creates the account. */
  readonly account: { readonly id: string | null; readonly address: string };
  readonly before: null;
  /** The managed attributes of the app's profile; null for other kinds. */
  readonly after: { readonly profile: Attributes | null };
  readonly patch: readonly [];
}

/** Ends an assignment. */
interface Unassign<Name extends string, Kind extends AssignableKind> extends AssignmentFields<Kind> {
  readonly action: Name;
  /** Null for an account that does not match a user. */
  readonly user: UserId | null;
  readonly account: { readonly id: string; readonly address: string };
  /** The provider's id of the assignment; null where it has none. */
  readonly before: { readonly assignment: string | null };
  readonly after: null;
  readonly patch: readonly [];
}

export type AssignApp = Assign<"app.assign", "app">;
export type UnassignApp = Unassign<"app.unassign", "app">;
export type AssignAdminRole = Assign<"admin-role.assign", "adminRole">;
export type UnassignAdminRole = Unassign<"admin-role.unassign", "adminRole">;
export type AssignLicense = Assign<"license.assign", "license">;
export type UnassignLicense = Unassign<"license.unassign", "license">;

/** Changes managed attributes of the user's profile in the app. */
export interface UpdateApp extends AssignmentFields<"app"> {
  readonly action: "app.update";
  readonly user: UserId;
  readonly account: { readonly id: string; readonly address: string };
  readonly before: Attributes;
  readonly after: Attributes;
  readonly patch: readonly PatchStep[];
}

export type AssignOperation = AssignApp | AssignAdminRole | AssignLicense;
export type UnassignOperation = UnassignApp | UnassignAdminRole | UnassignLicense;

/** An operation on a direct assignment. */
export type AssignmentOperation = AssignOperation | UpdateApp | UnassignOperation;

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
  | MembershipOperation
  | AssignmentOperation;

export type Action = Operation["action"];
