import type { ApprovedState } from "../../approval/approved-state.ts";
import type { ApprovalVerdict } from "../../approval/verdict.ts";
import { type UnapprovedChange, unapprovedChange } from "../../approval/withheld.ts";
import type { GithubPullRequest } from "../../ports/github.ts";
import type { CommitVerdict } from "../review/judge-line.ts";

/** One commit of the branch, with its pull request and approvals. */
export interface MergedChange {
  readonly commit: string;
  /** The approved state whose policies decided. */
  readonly from: string;
  /** Null: the commit has no pull request. */
  readonly pullRequest: GithubPullRequest | null;
  /** Null: the approvals could not be judged. */
  readonly verdict: ApprovalVerdict | null;
  /** Null: the change is approved, by its own pull request or by a later one that covers it. */
  readonly unapproved: UnapprovedChange | null;
  /** Why the approvals could not be read, so that none is assumed; null: all were read. */
  readonly unread: string | null;
}

/** Returns the judged commits of the line, with what stands unapproved after the approved state. */
export function mergedChanges({ judged, unapproved }: ApprovedState<CommitVerdict>): readonly MergedChange[] {
  const open = new Set(unapproved.map(({ commit }) => commit));
  return judged.map(({ commit, from, verdict: { change, pullRequest, verdict, reason, unread } }) => ({
    commit,
    from,
    pullRequest,
    verdict,
    unread: open.has(commit) ? unread : null,
    unapproved:
      open.has(commit) && reason !== null
        ? unapprovedChange(
            { commit, reason },
            change.diffed === null
              ? null
              : { base: change.diffed.sides.base.model, accessChanges: change.diffed.report.diff.accessChanges },
          )
        : null,
  }));
}
