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
  /** All of them, the head commit among them. */
  readonly commits: readonly GithubCommit[];
  /** Pushes to the pull request's branch, the one that brought its head among them. */
  readonly pushes: readonly GithubPush[];
  /** Account ids of the members, by team id. A team that is not there is unknown: it approves nothing, and is not empty. */
  readonly teams: ReadonlyMap<number, readonly number[]>;
  /** Of the change that would be merged. */
  readonly digest: string;
  /** What each reviewed commit would mean; a commit that is absent is unreadable. */
  readonly meanings: ReadonlyMap<string, CommitMeaning>;
  readonly base: AccessModel;
  /** Beneficiaries that the caller knows of, besides those that the needs name. */
  readonly beneficiaries?: readonly UserId[];
  /** The instant at which approvers have to be active; without it only their status counts. */
  readonly at?: Instant;
}

/**
 * Whether a pull request has the approvals it needs (engine.md 6). A review counts by the immutable id of a person's own
 * account, if it is that person's latest decision, approves what would be merged, and comes from nobody with a hand in the
 * change or a profit from it. Unknown never counts as approved. The order of different people's reviews says nothing.
 */
export function judgeApprovals(facts: ReviewedPullRequest): ApprovalVerdict {
  const { needs, base, digest } = facts;
  const at = facts.at ?? null;
  const problems = problemsOf(facts);
  const conflicts = conflictsOf(facts);
  const users = usersByAccount(base);
  const members = new Set([...base.organization.teams.values()].flatMap((team) => facts.teams.get(team) ?? []));
  const { counting, refused } = sortReviews({
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
    return !conflicts.has(account) && (user === undefined || (user.kind !== "service" && isActive(user, at)));
  };
  const beneficiaries = new Set((facts.beneficiaries ?? []).flatMap((user) => accountsBehind(user, base)));
  const verdicts = needs.map((need) =>
    judgeNeed(need, {
      teams: facts.teams,
      mayApprove,
      counting: problems.length > 0 ? [] : counting,
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

/** Where the history of the pull request is not known, nobody can say whose hand was in it. */
function problemsOf({ pullRequest, commits, pushes }: ReviewedPullRequest): readonly ApprovalProblem[] {
  const head = pullRequest.head.commit;
  const problems: ApprovalProblem[] = [];
  if (!commits.some(({ sha }) => sha === head))
    problems.push({
      rule: "approval/unknown-history",
      message: `The commits of pull request ${pullRequest.number} were not read up to its head ${head.slice(0, 12)}.`,
    });
  if (!pushes.some(({ after }) => after === head))
    problems.push({
      rule: "approval/unknown-pusher",
      message: `Who pushed ${head.slice(0, 12)}, the head of pull request ${pullRequest.number}, is not known.`,
    });
  return problems;
}
