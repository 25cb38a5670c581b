import type { Code } from "../diagnostics/code.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { EntitlementRef, Tier, UserId } from "../model/documents.ts";
import type { Because, Operation } from "./operation.ts";

/** What the change under review means for one user and one entitlement; needs no provider. */
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

/** A changed field of a document that bears on access or approval. */
export interface ModelChange {
  readonly kind: string;
  readonly id: string;
  /** With dots: `account.onTerminate.now`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What a guard says of the whole plan. `blocked: false` with an override: lifted once, by that file. */
export interface GuardResult {
  readonly code: Extract<Code, `guard/${string}` | `provider/${string}`>;
  readonly system: string;
  readonly blocked: boolean;
  readonly message: string;
  readonly remedy: string;
  /** The file under `overrides/` that lifts it. */
  readonly override: string | null;
}

/** Objects of a provider that no file declares: counted and reported, never written. */
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

/** Everything that one run would do, and why: one value for eyes and hands. Same inputs, same bytes (I23). */
export interface Plan {
  readonly version: 1;
  readonly at: string;
  readonly head: string | null;
  readonly base: string | null;
  readonly digest: string;
  readonly accessChanges: readonly AccessChange[];
  readonly modelChanges: readonly ModelChange[];
  /** In the order in which they are carried out; every prefix is a safe state (I24). */
  readonly operations: readonly Operation[];
  readonly findings: readonly Finding[];
  readonly guards: readonly GuardResult[];
  readonly unmanaged: Readonly<Record<string, Unmanaged>>;
  readonly summary: PlanSummary;
}
