import { UsageError } from "../../diagnostics/user-error.ts";
import type { Github } from "../../github/client.ts";
import type { CliEnvironment } from "../environment.ts";

/** Returns whether a GitHub token is set. */
export function hasGithubToken({ env }: CliEnvironment): boolean {
  return (env["GITHUB_TOKEN"] ?? "") !== "";
}

/**
 * Connects to the repository of GITHUB_REPOSITORY with GITHUB_TOKEN. Loads GitHub's client and sends nothing.
 * @throws UsageError naming the missing variables; GithubFailure for a malformed token or repository
 */
export async function connectGithub(environment: CliEnvironment): Promise<Github> {
  const { env, clock } = environment;
  const missing = ["GITHUB_TOKEN", "GITHUB_REPOSITORY"].filter((name) => (env[name] ?? "") === "");
  if (missing.length > 0)
    throw new UsageError(
      `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not set. Rolecall reads the pull request's reviews from GitHub.`,
    );
  const { createGithub } = await import("../../github/client.ts");
  const app = env["ROLECALL_GITHUB_APP"] ?? "";
  return createGithub({
    token: env["GITHUB_TOKEN"] ?? "",
    repository: env["GITHUB_REPOSITORY"] ?? "",
    apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com",
    clock,
    ...(environment.githubPauses === undefined ? {} : { pauses: environment.githubPauses }),
    ...(app === "" ? {} : { app }),
  });
}

/** Returns the address of the repository's page on GitHub; null: GITHUB_REPOSITORY is not set. */
export function repositoryUrlOf({ env }: CliEnvironment): string | null {
  const server = (env["GITHUB_SERVER_URL"] ?? "https://github.com").replace(/\/$/, "");
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  return repository === "" ? null : `${server}/${repository}`;
}
