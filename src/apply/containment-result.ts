import type { ApplyEntry } from "./apply-report.ts";
import type { AccountState } from "../model/account-state.ts";
import type { SystemId, UserId } from "../model/documents.ts";
import type { GuardResult } from "../plan/plan.ts";

/** A user in one system, with the accounts that were read back and are closed. */
export interface ContainedUser {
  readonly user: UserId;
  readonly system: SystemId;
  readonly accounts: readonly { readonly id: string; readonly state: AccountState }[];
}

/** A user who may still be able to sign in, and why. */
export interface UncontainedUser {
  readonly user: UserId;
  readonly system: SystemId;
  /** A sentence. */
  readonly reason: string;
}

/** What the lane did. Every user who was due is in exactly one of the first five lists. */
export interface ContainmentResult {
  /** Proven, after this run closed at least one account. */
  readonly contained: readonly ContainedUser[];
  /** Proven: every account was closed already, or none was found. */
  readonly alreadyContained: readonly ContainedUser[];
  /** Accounts in doubt, accounts that cannot be contained, protected users. What was certain is contained. */
  readonly inDoubt: readonly UncontainedUser[];
  /** A guard of the system holds the containment. */
  readonly held: readonly UncontainedUser[];
  /** A look-up, a write or a reading back failed. */
  readonly failed: readonly UncontainedUser[];
  /** The number of users who have a proof and are not due. */
  readonly notDue: number;
  /** The results of guards and doubts, for reports. */
  readonly guards: readonly GuardResult[];
  /** One entry for each operation, as in every apply report. */
  readonly entries: readonly ApplyEntry[];
  /** Why the proofs could not be recorded; null: they were. */
  readonly unrecorded: string | null;
}

/** Returns whether every user who must be kept out is proven to be. A run without this never ends with 0. */
export function isEveryoneContained(result: ContainmentResult): boolean {
  const { inDoubt, held, failed, unrecorded } = result;
  return inDoubt.length + held.length + failed.length === 0 && unrecorded === null;
}
