import type { ApplyReport } from "../../apply/apply-report.ts";
import { type ContainmentResult, isEveryoneContained } from "../../apply/containment-result.ts";
import { evidenceOf } from "../../approval/evidence.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { isAchieved } from "../../model/outcome.ts";
import type { JournalRecord } from "../../ports/journal.ts";
import type { MergedChange } from "./merged-changes.ts";
import type { Prepared } from "./prepare.ts";

/** The records of a run after a merge, in addition to its writes. */
export interface RecordedRun {
  readonly run: string;
  readonly branch: string;
  readonly commit: string;
  readonly base: string;
  readonly at: Instant;
  /** The approved state that the run applies. */
  readonly approved: string;
  readonly changes: readonly MergedChange[];
  readonly prepared: Prepared;
  readonly containment: ContainmentResult;
  /** What a list shows differently from the object itself (`secondSight`). */
  readonly stale: readonly string[];
}

/** Returns the approvals of every change, and the commit that the run starts to apply. */
export function recordsBefore(recorded: RecordedRun, now: string): readonly JournalRecord[] {
  const { run, branch, commit, approved, base, changes } = recorded;
  const evidence = changes.flatMap(({ pullRequest, verdict, from, commit: merged }): readonly JournalRecord[] =>
    pullRequest === null || verdict === null
      ? []
      : [{ kind: "evidence", at: now, run, evidence: evidenceOf(verdict, pullRequest, { policy: from, merged }) }],
  );
  return [...evidence, { kind: "commit-accepted", at: now, run, branch, commit, approved, base }];
}

/** Returns the progress of the run; the report is null when there was nothing to write. */
export function recordAfter(recorded: RecordedRun, report: ApplyReport | null, now: string): JournalRecord {
  const { run, branch, commit, at, prepared, containment, stale } = recorded;
  return {
    kind: "commit-settled",
    at: now,
    run,
    branch,
    commit,
    instant: formatInstant(at),
    converged: prepared.mayConverge && stale.length === 0 && isComplete(report) && isEveryoneContained(containment),
    withheld: prepared.split.withheld.map(({ operation, reason }) => ({ operation: operation.id, reason })),
  };
}

function isComplete(report: ApplyReport | null): boolean {
  return (
    report === null || (report.stopped === null && report.entries.every(({ outcome }) => isAchieved(outcome.kind)))
  );
}
