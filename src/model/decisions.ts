import type { Instant } from "./instant.ts";
import type { EntitlementRef, Owner, Source, SystemId, UserId } from "./terms.ts";

/** One finding that was accepted at adoption until its due date. */
export interface BaselineEntry {
  /** Position in the file's `findings` list. */
  readonly index: number;
  readonly code: string;
  readonly file: string;
  readonly user: UserId | null;
  /** What the accepted finding was about (`Finding.witness`). */
  readonly witness: readonly string[];
  readonly owner: Owner;
  /** The end of the written day. From this instant on the finding counts again. */
  readonly due: Instant;
  readonly reason: string | null;
}

/** baseline.yaml: the findings that were accepted when the organization started with Rolecall. */
export interface Baseline {
  readonly source: Source;
  readonly entries: readonly BaselineEntry[];
}

export interface Waiver {
  readonly source: Source;
  readonly rule: string;
  readonly user: UserId;
  readonly witness: readonly EntitlementRef[];
  readonly reason: string;
  readonly compensatingControl: string;
  readonly expires: Instant;
}

export interface Adoption {
  readonly source: Source;
  readonly system: SystemId;
  readonly user: UserId;
  readonly account: string;
  readonly reason: string;
}

export interface Override {
  readonly source: Source;
  readonly guard: string;
  readonly system: SystemId;
  readonly count: number;
  readonly reason: string;
  readonly expires: Instant;
}

/** Exceptions that the organization decided on, each for a period or one account. */
export interface DecisionsModel {
  /** Null: no finding was accepted at adoption. */
  readonly baseline: Baseline | null;
  readonly waivers: readonly Waiver[];
  readonly adoptions: readonly Adoption[];
  readonly overrides: readonly Override[];
}
