import { type ApprovedLine, type ApprovedState, approvedState } from "../../approval/approved-state.ts";
import type { ApprovalVerdict } from "../../approval/verdict.ts";
import type { GithubPullRequest } from "../../ports/github.ts";
import { isGithubFailure } from "../../ports/github-failure.ts";
import { verdictLine } from "../../report/approvals/rows.ts";
import type { CommitChange } from "./change.ts";
import { judgeReviews, type ReviewSources } from "./judge-reviews.ts";

/** The verdict on the difference between the approved state and one commit of the protected branch. */
export interface CommitVerdict {
  readonly approved: boolean;
  readonly change: CommitChange;
  /** Null: the commit has no pull request. */
  readonly pullRequest: GithubPullRequest | null;
  /** Null: the approvals could not be judged. */
  readonly verdict: ApprovalVerdict | null;
  /** Why the change is not approved, as a sentence; null: it is approved. */
  readonly reason: string | null;
  /** Why the approvals could not be read, so that none is assumed; null: all were read. */
  readonly unread: string | null;
}

/**
 * Finds the approved state of the protected branch: judges each commit since an approved one by the policies of the
 * approved state. A change whose approvals GitHub does not return completely is not approved.
 */
export function judgeLine(
  line: ApprovedLine,
  branch: string,
  sources: ReviewSources,
): Promise<ApprovedState<CommitVerdict>> {
  return approvedState(line, (from, { commit }) => judgeCommit(from, commit, { branch, sources }));
}

async function judgeCommit(
  from: string,
  commit: string,
  { branch, sources }: { readonly branch: string; readonly sources: ReviewSources },
): Promise<CommitVerdict> {
  const change = await sources.commits.between(from, commit);
  const unjudged = { approved: false, change, pullRequest: null, verdict: null, unread: null };
  const { diffed } = change;
  const needsNothing = diffed !== null && diffed.needs.every(({ stages }) => stages.length === 0);
  try {
    const pullRequest = await pullRequestOf(commit, branch, sources);
    if (pullRequest === null)
      return needsNothing
        ? { ...unjudged, approved: true, reason: null }
        : { ...unjudged, reason: "It was pushed without a pull request." };
    const name = `Pull request ${pullRequest.number}`;
    if (diffed === null) {
      const reason = `${name}: the files before or after it have errors, so an approval cannot cover its effect.`;
      return { ...unjudged, pullRequest, reason };
    }
    const verdict = await judgeReviews({ pullRequest, diffed, base: from }, sources);
    const approved = verdict.approved || needsNothing;
    return {
      ...unjudged,
      approved,
      pullRequest,
      verdict,
      reason: approved ? null : `${name}: ${verdictLine(verdict)}`,
    };
  } catch (problem) {
    if (!isGithubFailure(problem)) throw problem;
    // A pull request that cannot be judged counts as not approved. The run continues, so that a leaver still loses access.
    const unread = `The approvals of ${commit.slice(0, 12)} could not be read. ${problem.message}`;
    return { ...unjudged, unread, reason: "Its approvals could not be read." };
  }
}

/** Returns the pull request that the commit merged. A pull request that only contains the commit does not count. */
async function pullRequestOf(
  commit: string,
  branch: string,
  { reader }: ReviewSources,
): Promise<GithubPullRequest | null> {
  const merged = (await reader.pullRequestsOfCommit(commit)).filter(
    ({ state, mergeCommit, base }) => state === "merged" && mergeCommit === commit && base.branch === branch,
  );
  return merged[0] ?? null;
}
