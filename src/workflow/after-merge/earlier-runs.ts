import { RefusedError } from "../../diagnostics/user-error.ts";
import type { Instant } from "../../model/instant.ts";
import { JournalError, type JournalRecord, type JournalStore } from "../../ports/journal.ts";

/** How far earlier runs got, as the journal says. */
export interface EarlierRuns {
  /** The last commit that a run found fit and began to carry out; null: none yet. */
  readonly accepted: string | null;
  /** What that run compared it with. */
  readonly acceptedBase: string | null;
  /** The last commit that the providers follow in full; null: none yet. */
  readonly converged: { readonly commit: string; readonly instant: Instant } | null;
}

/** @throws RefusedError where the journal is not to be trusted */
export function earlierRunsOf(journal: Pick<JournalStore, "read">, branch: string): EarlierRuns {
  let records: readonly JournalRecord[];
  try {
    records = journal.read() ?? [];
  } catch (problem) {
    if (!(problem instanceof JournalError)) throw problem;
    throw new RefusedError(
      "unattended/journal",
      problem.message,
      "Compare the journal with its branch's history: until it is whole again, where the last run got to is not known.",
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
