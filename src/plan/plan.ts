import type { Code } from "../diagnostics/code.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { EntitlementRef, Tier, UserId } from "../model/documents.ts";
import type { Because, Operation } from "./operation.ts";

/** The effect of the change under review on one user and one entitlement. It needs no provider. */
export interface AccessChange {
  readonly kind: "gain" | "lose" | "retime";
  readonly user: UserId;
  readonly entitlement: EntitlementRef;
  /** The higher of the tiers before and after. */
  readonly tier: Tier;
  readonly from: string | null;
  readonly until: string | null;
  readonly because: readonly Because[];
}

/** A changed field of a document that affects access or approval. */
export interface ModelChange {
  readonly kind: string;
  readonly id: string;
  /** The field with dots: `account.onTerminate.now`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The user, the account of no user by the provider's id, the declared group by its entitlement, the entitlement of another target, or the system that a guard result concerns. */
export interface GuardSubject {
  readonly kind: "user" | "account" | "group" | "entitlement" | "system";
  readonly id: string;
}

/**
 * The result of a guard. `blocked: false` with an override: that file lifts the guard for this run. `blocked: true` with
 * a subject: the plan has no operations for the subject except the containment that is certain, apply carries out the
 * rest and does not end with 0. `blocked: true` without a subject: the plan is not applied.
 */
export interface GuardResult {
  readonly code: Extract<Code, `guard/${string}` | `provider/${string}`>;
  readonly system: string;
  readonly blocked: boolean;
  readonly message: string;
  readonly remedy: string;
  /** The file under `overrides/` that lifts it. */
  readonly override: string | null;
  /** Absent: the result concerns the plan of the system. */
  readonly subject?: GuardSubject;
}

/** Objects of a provider that no file declares: counted and reported, not written. */
export interface Unmanaged {
  readonly accounts: number;
  readonly groups: number;
  readonly members: number;
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly remove: number;
}

/** A recorded snapshot that a plan compares the files with. */
export interface PlannedSnapshot {
  readonly systems: readonly string[];
  /** When it was recorded. */
  readonly at: string;
  /** The SHA-256 of the file, as 64 hexadecimal digits. */
  readonly sha256: string;
}

/**
 * The plan of one run with its reasons. Reports and apply read the same value. The same inputs give the same bytes
 * (I23).
 */
export interface Plan {
  readonly version: 1;
  readonly at: string;
  readonly head: string | null;
  readonly base: string | null;
  readonly digest: string;
  readonly accessChanges: readonly AccessChange[];
  readonly modelChanges: readonly ModelChange[];
  /** In the order of execution; every prefix is a safe state (I24). */
  readonly operations: readonly Operation[];
  readonly findings: readonly Finding[];
  readonly guards: readonly GuardResult[];
  readonly unmanaged: Readonly<Record<string, Unmanaged>>;
  readonly summary: PlanSummary;
  /** Absent: the providers were read. */
  readonly snapshots?: readonly PlannedSnapshot[];
}
