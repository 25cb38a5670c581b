import { OperationalError, RefusedError } from "../../diagnostics/user-error.ts";
import type { ApprovalVerdict } from "../../approval/verdict.ts";
import type { GithubPullRequest } from "../../ports/github.ts";
import type { UnapprovedCommits } from "../../report/approvals/unapproved.ts";
import { type ApprovedBaseSources, approvedBase, unapprovedIn } from "./approved-base.ts";
import type { CommitChange, Commits } from "./change.ts";
import { judgeReviews } from "./judge-reviews.ts";

export interface PullRequestRequest {
  readonly number: number;
  /** The protected branch. A pull request into another branch is not judged. */
  readonly branch: string;
  /** The commit to merge into, and the result of the merge: a merge queue names both. */
  readonly base?: string;
  readonly head?: string;
}

/** A pull request, its change and the verdict on its reviews. */
export interface JudgedPullRequest {
  readonly pullRequest: GithubPullRequest;
  /** Null: the pull request has a merge conflict with its base branch. */
  readonly change: CommitChange | null;
  /** Null: the change's files have errors, or it has a merge conflict. */
  readonly verdict: ApprovalVerdict | null;
  /** The commit that checks are published on. */
  readonly commit: string;
  /** Commits of the base branch that are not approved. The change includes them, and its approvals cover them. */
  readonly unapproved: UnapprovedCommits;
  /** The digest of the merge alone, without the unapproved commits: a saved plan has this one. Null: unknown. */
  readonly mergeDigest: string | null;
}

/**
 * Judges the result of merging the pull request now: the base branch on GitHub plus the head. The merge is made in git's
 * object store; no file is checked out. The change begins at the approved state of the base branch, whose policies, owners
 * and teams decide.
 * @throws RefusedError for a pull request into another branch than the protected one, before anything is read from its base
 * @throws OperationalError when GitHub or git fails
 */
export async function judgePullRequest(
  request: PullRequestRequest,
  sources: ApprovedBaseSources,
): Promise<JudgedPullRequest> {
  const { reader, commits } = sources;
  const { git } = commits;
  const pullRequest = await reader.pullRequest(request.number);
  refuseOtherBase(pullRequest, request.branch);
  const base = await git.resolveCommit(request.base ?? pullRequest.base.commit);
  const head = await git.resolveCommit(request.head ?? pullRequest.head.commit);
  const commit = request.head === undefined ? pullRequest.head.commit : head;
  // A named head is the result of a merge queue already.
  const merged = request.head === undefined ? await git.mergedCommit({ base, head }) : head;
  const { branch } = pullRequest.base;
  const approved = await approvedBase({ base, branch }, sources);
  const judged = { pullRequest, commit, unapproved: { branch, commits: unapprovedIn(approved) } };
  if (merged === null) return { ...judged, change: null, verdict: null, mergeDigest: null };
  const change = await soundChange(commits, approved.commit, merged);
  const { diffed } = change;
  const verdict = diffed === null ? null : await judgeReviews({ pullRequest, diffed, base: approved.commit }, sources);
  const merge = approved.commit === base ? change : await commits.between(base, merged);
  return { ...judged, change, verdict, mergeDigest: merge.diffed?.report.diff.digest ?? null };
}

/** Refuses a base that supplies policies, owners and teams which are not reviewed (threat G18). */
export function refuseOtherBase({ number, base }: Pick<GithubPullRequest, "number" | "base">, branch: string): void {
  if (base.branch === branch) return;
  throw new RefusedError(
    "pull-request/other-base",
    `Pull request #${number} is not judged: expected the base branch ${branch}, got ${base.branch}.`,
    `Change the base branch of the pull request to ${branch}, or name the protected branch with --branch.`,
  );
}

async function soundChange(commits: Commits, base: string, head: string): Promise<CommitChange> {
  const change = await commits.between(base, head);
  if (change.checked.base.resolved === null)
    throw new OperationalError(
      `the files of the base branch (${base.slice(0, 12)}) have errors, so the required approvals are unknown. Correct them first.`,
    );
  return change;
}
