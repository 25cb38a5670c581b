import type { AssignmentPath } from "../../model/assignment.ts";
import type {
  Entitlement,
  EntitlementRef,
  ExternalMember,
  GroupRole,
  System,
  SystemId,
  User,
  UserId,
} from "../../model/documents.ts";
import type { AssignableKey } from "../../model/direct-assignment.ts";
import { groupNameKey } from "../../model/provider.ts";

/** The desired state of an account. Nobody can sign in to a `staged` (before the start) or `suspended` account. */
export type WantedState = "active" | "staged" | "suspended" | "deactivated";

/** Why the account should have this state. */
export type AccountReason = "entitled" | "preboarding" | "upcoming" | "on-leave" | "terminated" | "not-entitled";

export interface DesiredAccount {
  readonly user: User;
  readonly state: WantedState;
  readonly reason: AccountReason;
  /** The path that gives the account at the instant or, for preboarding, later. */
  readonly paths: readonly AssignmentPath[];
}

export interface DesiredMember {
  readonly user: UserId;
  readonly role: GroupRole;
  readonly entitlement: Entitlement;
  /** The direct paths that give the role. */
  readonly paths: readonly AssignmentPath[];
}

/** A declared address outside the organization, which is a `member` of the group until its end. */
export interface DesiredExternal {
  readonly member: ExternalMember;
  readonly entitlement: Entitlement;
  /** False once its end has passed or the entitlement is retired. */
  readonly isCurrent: boolean;
}

/** A group that entitlements declare, with all members that it should have. */
export interface DesiredGroup {
  /** The name as the provider compares it (`groupKey`). */
  readonly key: string;
  readonly name: string;
  /** Lowest role first; not empty. */
  readonly entitlements: readonly Entitlement[];
  /** The entitlement whose file describes the group: the one with the lowest role. */
  readonly first: Entitlement;
  readonly previously: readonly string[];
  /** False where every entitlement is retired: the group is emptied, and neither created nor updated. */
  readonly active: boolean;
  /** True: members that match no user are removed. False: they are reported. */
  readonly authoritative: boolean;
  readonly profile: Readonly<Record<string, string>>;
  /** The declared settings, as text; empty: the group's settings are not managed. */
  readonly settings: Readonly<Record<string, string>>;
  readonly members: ReadonlyMap<UserId, DesiredMember>;
  /** The declared addresses outside the organization, by mailbox, ended ones included. */
  readonly externals: ReadonlyMap<string, DesiredExternal>;
}

/** A user who should hold an app, an administrator role or a licence. */
export interface DesiredHolder {
  readonly user: UserId;
  /** The paths that give it. */
  readonly paths: readonly AssignmentPath[];
}

/** An app, an administrator role or a licence that an entitlement declares, with all users who should hold it. */
export interface DesiredAssignable extends AssignableKey {
  readonly key: string;
  readonly entitlement: Entitlement;
  readonly holders: ReadonlyMap<UserId, DesiredHolder>;
}

export interface DesiredSystem {
  readonly system: System;
  readonly accountEntitlement: Entitlement | null;
  /** Users with a desired account state. A user without an entry has no managed account in this system. */
  readonly accounts: ReadonlyMap<UserId, DesiredAccount>;
  readonly groups: ReadonlyMap<string, DesiredGroup>;
  readonly groupOf: ReadonlyMap<EntitlementRef, DesiredGroup>;
  /** By `assignableKey`. */
  readonly assignables: ReadonlyMap<string, DesiredAssignable>;
}

export type DesiredState = ReadonlyMap<SystemId, DesiredSystem>;

/** Returns the name as the system's provider compares it. */
export function groupKey({ provider }: Pick<System, "provider">, name: string): string {
  return groupNameKey(provider, name);
}
