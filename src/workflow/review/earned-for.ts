import type { CheckResult, GithubPullRequest } from "../../ports/github.ts";

/**
 * Returns the check with the pull request and the base branch that it was earned for. GitHub shows a check on every pull
 * request with the same commit. No run reads these texts: apply and the merge queue judge the reviews again.
 */
export function earnedFor({ number, base }: GithubPullRequest, check: CheckResult): CheckResult {
  return {
    ...check,
    externalId: `${base.branch}#${number}`,
    title: `#${number} into ${base.branch}: ${check.title}`,
  };
}
