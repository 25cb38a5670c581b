import type { Instant } from "../../model/instant.ts";
import type { DatedCommit } from "../../ports/git.ts";

/** A commit of the first-parent line, and the instant from which its files were declared. */
export interface MergedCommit {
  readonly commit: string;
  readonly mergedAt: Instant;
}

/**
 * Returns when each commit of a first-parent line came into force: its committer date, or the date of an earlier commit that
 * is later. A commit is not in force before its parent, although clocks go backwards.
 * @param line oldest first
 */
export function mergedLine(line: readonly DatedCommit[]): readonly MergedCommit[] {
  let latest = -Infinity;
  return line.map(({ commit, committedAt }) => {
    latest = Math.max(latest, committedAt);
    return { commit, mergedAt: latest };
  });
}

/** Returns the newest commit that was in force at an instant; undefined: the line begins later. */
export function inForceAt(line: readonly MergedCommit[], at: Instant): MergedCommit | undefined {
  return line.findLast(({ mergedAt }) => mergedAt <= at);
}
