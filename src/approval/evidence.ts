import type { ApprovalEvidence, EvidenceNeed } from "../ports/journal.ts";
import type { GithubPullRequest } from "../ports/github.ts";
import type { ApprovalVerdict, NeedVerdict } from "./verdict.ts";

/**
 * Returns the journal's record of a merged change's approvals: who served which stage with which review, its comment
 * and its commit, the policy that required it (the base commit), and the digest. Accounts are recorded by id and login.
 * Free text of commits is not recorded (threat G17).
 * @param commits `policy`: the base commit whose policies decided; `merged`: the commit that merged the change, if it
 *   is merged
 */
export function evidenceOf(
  verdict: ApprovalVerdict,
  pullRequest: GithubPullRequest,
  commits: { readonly policy: string; readonly merged: string | null },
): ApprovalEvidence {
  return {
    pullRequest: pullRequest.number,
    author: accountOf(pullRequest.author),
    reviewedHead: pullRequest.head.commit,
    merged: commits.merged,
    policy: commits.policy,
    digest: verdict.digest,
    approved: verdict.approved,
    needs: verdict.needs.map(needEvidence),
    notCounted: [
      ...verdict.refused.map(({ review, by, rule }) => ({ review, by: accountOf(by), rule, need: null })),
      ...verdict.needs.flatMap(({ need, refused }) =>
        refused.map(({ review, by, rule }) => ({ review, by: accountOf(by), rule, need: need.id })),
      ),
    ],
    problems: verdict.problems.map(({ rule }) => rule),
  };
}

function needEvidence({ need, approved, stages }: NeedVerdict): EvidenceNeed {
  return {
    id: need.id,
    why: need.why.text,
    approved,
    stages: stages.map(({ stage, isFallback, servedBy }) => ({
      names: stage.names,
      isFallback,
      servedBy:
        servedBy === null
          ? null
          : {
              review: servedBy.review,
              by: accountOf(servedBy.by),
              user: servedBy.user,
              commit: servedBy.commit,
              at: servedBy.at,
              comment: servedBy.comment,
            },
    })),
  };
}

const accountOf = ({ id, login }: GithubPullRequest["author"]): ApprovalEvidence["author"] => ({ id, login });
