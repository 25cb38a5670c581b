import type { ApplyReport } from "../../apply/apply-report.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { UnattendedPlan } from "../../plan/unattended.ts";

/** One commit of the branch since the last run that converged. */
export interface RunChange {
  readonly commit: string;
  /** Null: no pull request brought it. */
  readonly pullRequest: { readonly number: number } | null;
  /** Null: it is approved. */
  readonly unapproved: { readonly reason: string } | null;
}

/** What a run without a person did, and what it did not. */
export interface RunResult {
  readonly run: string;
  readonly branch: string;
  readonly commit: string;
  readonly base: string;
  readonly isTipValid: boolean;
  readonly errors: readonly Finding[];
  readonly changes: readonly RunChange[];
  readonly split: UnattendedPlan;
  readonly mayConverge: boolean;
  /** Null: there was nothing to write. */
  readonly report: ApplyReport | null;
  /** What of the outcome could not be told or written down, a sentence each. */
  readonly unreported: readonly string[];
}
