import type { AccessModel, UserId } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import type { GithubCommit, GithubPullRequest, GithubPush, GithubReview } from "../ports/github.ts";
import { accountsBehind, isActive } from "./approvers.ts";
import type { CommitMeaning } from "./commit-meaning.ts";
import { conflictsOf, usersByAccount } from "./judging/conflicts.ts";
import { judgeNeed } from "./judging/judge-need.ts";
import { sortReviews } from "./judging/reviews.ts";
import type { Need } from "./need.ts";
import type { ApprovalProblem, ApprovalVerdict } from "./verdict.ts";

export interface ReviewedPullRequest {
  readonly needs: readonly Need[];
  readonly pullRequest: GithubPullRequest;
  readonly reviews: readonly GithubReview[];
  /** All commits, including the head commit. */
  readonly commits: readonly GithubCommit[];
  /** Pushes to the pull request's branch, including the push of its head. */
  readonly pushes: readonly GithubPush[];
  /** Account ids of the members, by team id. A missing team is unknown, not empty: it approves nothing. */
  readonly teams: ReadonlyMap<number, readonly number[]>;
  /** The digest of the change to be merged. */
  readonly digest: string;
  /** The meaning of each reviewed commit. A missing commit is unreadable. */
  readonly meanings: ReadonlyMap<string, CommitMeaning>;
  readonly base: AccessModel;
  /** Beneficiaries that the caller knows, in addition to those of the needs. */
  readonly beneficiaries?: readonly UserId[];
  /** The instant at which approvers must be active; without it only their status counts. */
  readonly at?: Instant;
}

/**
 * Returns whether a pull request has the approvals that it needs (engine.md 6). A review counts by the immutable id of
 * a person's own account. It must be the person's latest decision, approve the change to be merged, and come from a
 * person who neither contributed to the change nor benefits from it. A request for changes by an approver of a need holds that
 * need. Unknown does not count as approved. The order of different people's reviews has no effect.
 */
export function judgeApprovals(facts: ReviewedPullRequest): ApprovalVerdict {
  const { needs, base, digest } = facts;
  const at = facts.at ?? null;
  const problems = problemsOf(facts);
  const conflicts = conflictsOf(facts);
  const users = usersByAccount(base);
  const members = new Set([...base.organization.teams.values()].flatMap((team) => facts.teams.get(team) ?? []));
  const { counting, objecting, refused } = sortReviews({
    reviews: facts.reviews,
    base,
    at,
    conflicts,
    members,
    digest,
    meanings: facts.meanings,
  });
  const mayApprove = (account: number): boolean => {
    const user = users.get(account);
    const conflict = conflicts.get(account);
    const isExcluded = conflict !== undefined && conflict.claim === null;
    return !isExcluded && (user === undefined || (user.kind !== "service" && isActive(user, at)));
  };
  const beneficiaries = new Set((facts.beneficiaries ?? []).flatMap((user) => accountsBehind(user, base)));
  const verdicts = needs.map((need) =>
    judgeNeed(need, {
      teams: facts.teams,
      mayApprove,
      claimAgainst: (account) => conflicts.get(account)?.claim ?? null,
      counting: problems.length > 0 ? [] : counting,
      objecting,
      beneficiaries,
      userOf: (account) => users.get(account)?.id ?? null,
    }),
  );
  return {
    approved: problems.length === 0 && verdicts.every(({ approved }) => approved),
    digest,
    needs: verdicts,
    refused,
    problems,
  };
}

/** Returns what prevents a judgement: if the history of the pull request is unknown, its contributors are unknown. */
function problemsOf({ pullRequest, commits, pushes }: ReviewedPullRequest): readonly ApprovalProblem[] {
  const head = pullRequest.head.commit;
  const problems: ApprovalProblem[] = [];
  if (!commits.some(({ sha }) => sha === head))
    problems.push({
      rule: "approval/unknown-history",
      message: `The commits of pull request ${pullRequest.number} are incomplete: the head ${head.slice(0, 12)} was not read.`,
    });
  if (!pushes.some(({ after }) => after === head))
    problems.push({
      rule: "approval/unknown-pusher",
      message: `The account that pushed ${head.slice(0, 12)}, the head of pull request ${pullRequest.number}, is unknown.`,
    });
  return problems;
}
