import type { Approver, Need } from "../../approval/need.ts";
import type { NewPullRequest } from "../../ports/github.ts";

/** GitHub's limit of reviewers per pull request. */
const mostReviewers = 15;

/**
 * Returns the reviewers to request: the approvers of all stages, users and teams, without the beneficiaries and the requester.
 */
export function reviewersOf(
  needs: readonly Need[],
  requester: number | null,
): Pick<NewPullRequest, "reviewers" | "teamReviewers"> {
  const conflicted = new Set([...needs.flatMap(({ beneficiaryAccounts }) => beneficiaryAccounts), requester]);
  const approvers: readonly Approver[] = needs.flatMap(({ stages }) => stages.flatMap((stage) => stage.approvers));
  const reviewers = approvers.flatMap((one) =>
    one.kind === "user" && !conflicted.has(one.account) ? [one.login] : [],
  );
  const teamReviewers = approvers.flatMap((one) =>
    one.kind === "team" ? [one.team.slice(one.team.indexOf("/") + 1)] : [],
  );
  return {
    reviewers: [...new Set(reviewers)].slice(0, mostReviewers),
    teamReviewers: [...new Set(teamReviewers)].slice(0, mostReviewers),
  };
}
