import type { OutcomeKind } from "../model/outcome.ts";
import type { Operation } from "../plan/operation.ts";

/** The outcome of one planned operation. Each operation has one entry, also if it was not attempted. */
export type OperationOutcome =
  | { readonly kind: Extract<OutcomeKind, "done" | "already-so"> }
  | { readonly kind: Extract<OutcomeKind, "failed" | "not-attempted">; readonly reason: string };

export interface ApplyEntry {
  readonly operation: Operation;
  readonly outcome: OperationOutcome;
  /** When the outcome was known, RFC 3339. */
  readonly at: string;
}

/** The outcomes of one run. */
export interface ApplyReport {
  readonly run: string;
  readonly entries: readonly ApplyEntry[];
  /** Set when the run stopped early: interrupted, without a lease, or the journal could not be written. */
  readonly stopped: string | null;
}
