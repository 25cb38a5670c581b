import { OperationalError, UsageError } from "../../diagnostics/user-error.ts";
import type { GithubOptions } from "../../github/client.ts";
import type { NewPullRequest } from "../../ports/github.ts";
import { isGithubFailure } from "../../ports/github-failure.ts";
import type { OpenPullRequest } from "../../workflow/request/publish.ts";
import type { CliEnvironment } from "../environment.ts";

/**
 * Returns a function that opens a pull request as the owner of GITHUB_TOKEN. GitHub's client loads on the first call.
 * @throws UsageError naming the variables to set
 */
export function pullRequestOpener(environment: CliEnvironment, pauses: GithubOptions["pauses"]): OpenPullRequest {
  const { env, clock } = environment;
  const token = env["GITHUB_TOKEN"] ?? "";
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const missing = [
    ...(token === "" ? ["GITHUB_TOKEN"] : []),
    ...(repository === "" ? ["GITHUB_REPOSITORY (owner/name)"] : []),
  ];
  if (missing.length > 0)
    throw new UsageError(
      `--open needs ${missing.join(" and ")}. Set them, or use --push and open the pull request yourself.`,
    );
  const apiUrl = env["GITHUB_API_URL"] ?? "https://api.github.com";
  return async (request: NewPullRequest) => {
    const { createGithub } = await import("../../github/client.ts");
    try {
      const options = { token, repository, apiUrl, clock, ...(pauses === undefined ? {} : { pauses }) };
      const github = await createGithub(options);
      return (await github.writer.openPullRequest(request)).url;
    } catch (problem) {
      if (problem instanceof UsageError || !(problem instanceof Error)) throw problem;
      const later =
        isGithubFailure(problem) && problem.opened !== null
          ? ""
          : `\nTo open its pull request later, run: rolecall request --publish ${request.branch}`;
      throw new OperationalError(`the branch ${request.branch} was pushed. ${problem.message}${later}`);
    }
  };
}
