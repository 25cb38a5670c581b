import { type UnapprovedChange, unapprovedChange } from "../../approval/withheld.ts";
import type { ApprovalVerdict } from "../../approval/verdict.ts";
import type { GithubPullRequest } from "../../ports/github.ts";
import { isGithubFailure } from "../../ports/github-failure.ts";
import { verdictLine } from "../../report/approvals/rows.ts";
import { grantId } from "../../plan/model-changes/people.ts";
import type { CommitChange } from "../review/change.ts";
import type { Since } from "./check-tip.ts";
import { judgeReviews, type ReviewSources } from "../review/judge-reviews.ts";

/** One commit of the branch, with its pull request and approvals. */
export interface MergedChange {
  readonly commit: string;
  readonly parent: string;
  /** Null: the commit has no pull request. */
  readonly pullRequest: GithubPullRequest | null;
  /** Null: the approvals could not be judged. */
  readonly verdict: ApprovalVerdict | null;
  /** Null: the change is approved. */
  readonly unapproved: UnapprovedChange | null;
  /** Why the approvals could not be read, so that none is assumed; null: all were read. */
  readonly unread: string | null;
}

/**
 * Judges every commit since the base by the policies of its first parent. A commit that a later one reverted completely is
 * skipped together with the commits in between, because nothing of it is left. A change whose approvals GitHub does not
 * return completely is not approved.
 */
export async function mergedChanges(
  { base, line }: Since,
  branch: string,
  sources: ReviewSources,
): Promise<readonly MergedChange[]> {
  const lastWithTree = new Map(line.map(({ tree }, position) => [tree, position]));
  let treeBefore = line.length === 0 ? "" : await sources.commits.git.treeOf(base);
  const changes: MergedChange[] = [];
  for (let position = 0; position < line.length; position += 1) {
    const one = line[position];
    if (one === undefined) break;
    const change = await judgeCommit(one, branch, sources);
    const undoneAt = change.unapproved === null ? undefined : lastWithTree.get(treeBefore);
    if (undoneAt === undefined || undoneAt < position) {
      changes.push(change);
      treeBefore = one.tree;
    } else position = undoneAt; // the tree is the same as before the commit
  }
  return changes;
}

async function judgeCommit(
  { commit, parent }: { readonly commit: string; readonly parent: string },
  branch: string,
  sources: ReviewSources,
): Promise<MergedChange> {
  const change = await sources.commits.between(parent, commit);
  const judged = { commit, parent, pullRequest: null, verdict: null, unread: null };
  try {
    const pullRequest = await pullRequestOf(commit, branch, sources);
    if (pullRequest === null)
      return { ...judged, unapproved: unapproved(change, null, "It was pushed without a pull request.") };
    const name = `Pull request ${pullRequest.number}`;
    if (change.diffed === null) {
      const reason = `${name}: the files before or after it have errors, so an approval cannot cover its effect.`;
      return { ...judged, pullRequest, unapproved: unapproved(change, null, reason) };
    }
    const verdict = await judgeReviews({ pullRequest, diffed: change.diffed, base: parent }, sources);
    const reason = `${name}: ${verdictLine(verdict)}`;
    return {
      ...judged,
      pullRequest,
      verdict,
      unapproved: verdict.approved ? null : unapproved(change, verdict, reason),
    };
  } catch (problem) {
    if (!isGithubFailure(problem)) throw problem;
    // A pull request that cannot be judged counts as not approved. The run continues, so that a leaver still loses access.
    const unread = `The approvals of ${commit.slice(0, 12)} could not be read. ${problem.message}`;
    return { ...judged, unread, unapproved: unapproved(change, null, "Its approvals could not be read.") };
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

function unapproved(change: CommitChange, verdict: ApprovalVerdict | null, reason: string): UnapprovedChange {
  const { diffed, head: commit } = change;
  if (diffed === null) return unapprovedChange({ commit, reason }, null);
  const open =
    verdict === null
      ? diffed.needs.filter(({ stages }) => stages.length > 0)
      : verdict.needs.filter(({ approved }) => !approved).map(({ need }) => need);
  const { accessChanges, modelChanges } = diffed.report.diff;
  // A removed grant gives no access, although the digest covers it.
  const remaining = new Set(diffed.sides.head.model.grants.map(grantId));
  return unapprovedChange(
    { commit, reason },
    {
      base: diffed.sides.base.model,
      accessChanges,
      modelChanges: modelChanges.filter(({ kind, id }) => kind !== "grant" || remaining.has(id)),
      openNeeds: open.map(({ what }) => what),
    },
  );
}
