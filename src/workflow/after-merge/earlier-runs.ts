import type { Instant } from "../../model/instant.ts";
import type { JournalRecord } from "../../ports/journal.ts";

/** The progress of earlier runs, from the journal. */
export interface EarlierRuns {
  /** The last commit that a run accepted and started to apply; null: none yet. */
  readonly accepted: string | null;
  /** The base commit of that run. */
  readonly acceptedBase: string | null;
  /** The last commit that was applied completely; null: none yet. */
  readonly converged: { readonly commit: string; readonly instant: Instant } | null;
}

/** Returns the progress of earlier runs. */
export function earlierRunsOf(records: readonly JournalRecord[], branch: string): EarlierRuns {
  let accepted: string | null = null;
  let acceptedBase: string | null = null;
  let converged: EarlierRuns["converged"] = null;
  for (const record of records) {
    if (record.kind === "commit-accepted" && record.branch === branch) {
      accepted = record.commit;
      acceptedBase = record.base;
    }
    if (record.kind === "commit-settled" && record.branch === branch && record.converged)
      converged = { commit: record.commit, instant: Date.parse(record.instant) };
  }
  return { accepted, acceptedBase, converged };
}
