import type { ApprovedState } from "../../approval/approved-state.ts";
import type { UnapprovedCommits } from "../../report/approvals/unapproved.ts";
import type { JournalStore } from "../../ports/journal.ts";
import { earlierRunsOf } from "../after-merge/earlier-runs.ts";
import { trustedJournal } from "../after-merge/trusted-journal.ts";
import { type CommitVerdict, judgeLine } from "./judge-line.ts";
import type { ReviewSources } from "./judge-reviews.ts";

/** The approved state of the branch that a pull request is merged into. */
export type ApprovedBase = Pick<ApprovedState<CommitVerdict>, "commit" | "judged" | "unapproved">;

export interface ApprovedBaseSources extends ReviewSources {
  readonly journal: Pick<JournalStore, "verified">;
}

/**
 * Finds the approved state of the base of a pull request: its approvals are judged on the difference between that state
 * and its head (engine.md 6). The commits since the last converged run are judged; since genesis where the journal names no
 * run or is not trusted. In a repository that declares no journal key there is no genesis, and the base counts as approved.
 */
export async function approvedBase(
  { base, branch }: { readonly base: string; readonly branch: string },
  sources: ApprovedBaseSources,
): Promise<ApprovedBase> {
  const { git } = sources.commits;
  const trusted = await trustedJournal(sources.journal, { branch, tip: base }, git);
  if (trusted === null) return { commit: base, judged: [], unapproved: [] };
  const { converged } = earlierRunsOf(trusted.reading.believed, branch);
  const known = converged === null ? null : await git.lineSince(converged.commit, base);
  const start = converged !== null && known !== null ? converged.commit : trusted.origin.genesis;
  const line = known ?? (await git.lineSince(start, base)) ?? [];
  return judgeLine({ start, startTree: await git.treeOf(start), line }, branch, sources);
}

/** Returns the commits after the approved state, each with the reason why it does not count as approved. */
export function unapprovedIn({ judged, unapproved }: ApprovedBase): UnapprovedCommits["commits"] {
  const reasons = new Map(judged.map(({ commit, verdict }) => [commit, verdict.reason]));
  return unapproved.map(({ commit }) => ({
    commit,
    reason: reasons.get(commit) ?? "It follows an unapproved commit.",
  }));
}
