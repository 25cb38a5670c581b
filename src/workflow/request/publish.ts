import { OperationalError, UsageError } from "../../diagnostics/user-error.ts";
import type { Approver, Need } from "../../approval/need.ts";
import type { GithubOptions } from "../../github/client.ts";
import type { NewPullRequest } from "../../ports/github.ts";
import type { CliEnvironment } from "../../cli/environment.ts";

/** How to reach GitHub: its token comes from GITHUB_TOKEN alone. */
export type GithubAccess = Pick<GithubOptions, "token" | "apiUrl" | "repository">;

/**
 * What opening a pull request needs, looked up before anything is written.
 * @throws UsageError naming the variables to set
 */
export function githubAccess({ env }: CliEnvironment): GithubAccess {
  const token = env["GITHUB_TOKEN"] ?? "";
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const missing = [
    ...(token === "" ? ["GITHUB_TOKEN"] : []),
    ...(repository === "" ? ["GITHUB_REPOSITORY (owner/name)"] : []),
  ];
  if (missing.length > 0)
    throw new UsageError(`--open needs ${missing.join(" and ")}. Without: --push, and open the pull request by hand.`);
  return { token, repository, apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com" };
}

/**
 * Opens the pull request of a branch that was pushed, and answers its address.
 * @throws OperationalError that says what is there already
 */
export async function openRequest(
  access: GithubAccess,
  request: NewPullRequest,
  { clock, pauses }: Pick<CliEnvironment, "clock"> & { readonly pauses: GithubOptions["pauses"] | undefined },
): Promise<string> {
  const { createGithub } = await import("../../github/client.ts");
  try {
    const github = await createGithub({ ...access, clock, ...(pauses === undefined ? {} : { pauses }) });
    return (await github.writer.openPullRequest(request)).url;
  } catch (problem) {
    if (problem instanceof UsageError || !(problem instanceof Error)) throw problem;
    throw new OperationalError(`the branch ${request.branch} is pushed. ${problem.message}`);
  }
}

/** GitHub takes this many reviewers of one pull request. */
const mostReviewers = 15;

/**
 * Whom to ask for a review: everybody who may serve a stage, people before teams, without those who gain by it or asked for it.
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
