import { RefusedError } from "../../diagnostics/user-error.ts";
import type { Instant } from "../../model/instant.ts";
import { JournalError, type JournalRecord, type JournalStore } from "../../ports/journal.ts";

/** The progress of earlier runs, from the journal. */
export interface EarlierRuns {
  /** The last commit that a run accepted and started to apply; null: none yet. */
  readonly accepted: string | null;
  /** The base commit of that run. */
  readonly acceptedBase: string | null;
  /** The last commit that was applied completely; null: none yet. */
  readonly converged: { readonly commit: string; readonly instant: Instant } | null;
}

/** Returns the progress of earlier runs. @throws RefusedError when the journal is not intact */
export function earlierRunsOf(journal: Pick<JournalStore, "read">, branch: string): EarlierRuns {
  let records: readonly JournalRecord[];
  try {
    records = journal.read() ?? [];
  } catch (problem) {
    if (!(problem instanceof JournalError)) throw problem;
    throw new RefusedError(
      "unattended/journal",
      problem.message,
      "Compare the journal with the history of its branch and restore it. Until then, the progress of the last run is unknown.",
    );
  }
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
