import type { EntitlementRef, SystemId, Tier, UserId } from "../model/documents.ts";

export type Action =
  | "account.create"
  | "account.adopt"
  | "account.activate"
  | "account.update"
  | "account.suspend"
  | "account.unsuspend"
  | "account.unlock"
  | "account.deactivate"
  | "account.signout"
  | "account.revoke-tokens"
  | "account.transfer-data"
  | "group.create"
  | "group.update"
  | "group.nest"
  | "group.unnest"
  | "membership.add"
  | "membership.update"
  | "membership.remove"
  | "app.assign"
  | "app.update"
  | "app.unassign"
  | "group-app.assign"
  | "group-app.unassign"
  | "admin-role.assign"
  | "admin-role.unassign"
  | "license.assign"
  | "license.unassign"
  | "task.open"
  | "task.close";

export type Origin = "change" | "schedule" | "drift";

/** Why an operation or an access change is there: the grant or role that gives, or gave, the access. */
export interface Because {
  readonly kind: "grant" | "birthright" | "user" | "entitlement" | "system" | "adoption" | "unmanaged";
  readonly file: string | null;
  readonly line: number | null;
  readonly role?: string;
  readonly until?: string | null;
  readonly through?: readonly string[];
  /** One plain sentence where kind and file do not say it all. */
  readonly text?: string;
}

export interface Resource {
  readonly kind: "account" | "group";
  /** Null until it is created. */
  readonly id: string | null;
  readonly name: string;
}

/** One RFC 6902 step, of those a comparison of two attribute maps gives. */
export interface PatchStep {
  readonly op: "add" | "remove" | "replace";
  readonly path: string;
  readonly value?: unknown;
}

/** One write that apply would send, complete enough to be shown, ordered, judged and carried out. */
export interface Operation {
  readonly id: string;
  readonly action: Action;
  readonly system: SystemId;
  /** Null for a stranger in a declared group, and for groups. */
  readonly user: UserId | null;
  /** The live account of a stranger, or the account an account operation works on where it exists. */
  readonly account: { readonly id: string | null; readonly address: string } | null;
  readonly entitlement: EntitlementRef | null;
  readonly resource: Resource;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly patch: readonly PatchStep[];
  readonly origin: Origin;
  readonly tier: Tier;
  readonly because: readonly Because[];
  readonly dependsOn: readonly string[];
}
