import type { AssignmentPath } from "../../model/assignment.ts";
import type { Entitlement, EntitlementRef, GroupRole, System, SystemId, User, UserId } from "../../model/documents.ts";
import { groupNameKey } from "../../model/provider.ts";

/** How an account should stand. `staged` (before the start) and `suspended` both mean: nobody can sign in with it. */
export type WantedState = "active" | "staged" | "suspended" | "deactivated";

/** Why an account should stand so. */
export type AccountReason = "entitled" | "preboarding" | "upcoming" | "on-leave" | "terminated" | "not-entitled";

export interface DesiredAccount {
  readonly user: User;
  readonly state: WantedState;
  readonly reason: AccountReason;
  /** What gives the account at the instant, or, for preboarding, will give it. */
  readonly paths: readonly AssignmentPath[];
}

export interface DesiredMember {
  readonly user: UserId;
  readonly role: GroupRole;
  readonly entitlement: Entitlement;
  /** The direct paths that give that role. */
  readonly paths: readonly AssignmentPath[];
}

/** A group of a provider that entitlements declare, with everybody who should be in it. */
export interface DesiredGroup {
  /** The name as the provider compares it (`groupKey`). */
  readonly key: string;
  readonly name: string;
  /** Lowest role first; never empty. */
  readonly entitlements: readonly Entitlement[];
  /** The entitlement whose file describes the group: the one with the lowest role. */
  readonly first: Entitlement;
  readonly previously: readonly string[];
  /** False where every entitlement is retired: the group is emptied, never created or described. */
  readonly active: boolean;
  /** Strangers are removed; otherwise they are reported. */
  readonly authoritative: boolean;
  readonly profile: Readonly<Record<string, string>>;
  readonly members: ReadonlyMap<UserId, DesiredMember>;
}

export interface DesiredSystem {
  readonly system: System;
  readonly accountEntitlement: Entitlement | null;
  /** Users of whom something is known here; a user without an entry has no account of ours in this system. */
  readonly accounts: ReadonlyMap<UserId, DesiredAccount>;
  readonly groups: ReadonlyMap<string, DesiredGroup>;
  readonly groupOf: ReadonlyMap<EntitlementRef, DesiredGroup>;
}

export type DesiredState = ReadonlyMap<SystemId, DesiredSystem>;

/** The name as the system's provider compares it. */
export function groupKey({ provider }: Pick<System, "provider">, name: string): string {
  return groupNameKey(provider, name);
}
