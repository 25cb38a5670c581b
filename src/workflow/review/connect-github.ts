import type { Github } from "../../github/client.ts";
import { UrlRefused } from "../../http/loopback.ts";
import type { CliEnvironment } from "../../cli/environment.ts";
import { OperationalError, UsageError } from "../../cli/exit-codes.ts";

/** Whether there is a token to ask GitHub with. */
export function hasGithubToken({ env }: CliEnvironment): boolean {
  return (env["GITHUB_TOKEN"] ?? "") !== "";
}

/**
 * Connects to the repository of GITHUB_REPOSITORY with GITHUB_TOKEN; nothing is sent yet. GitHub's client loads here.
 * @throws UsageError naming the variables that are missing or wrong
 */
export async function connectGithub(environment: CliEnvironment): Promise<Github> {
  const { env, clock } = environment;
  const missing = ["GITHUB_TOKEN", "GITHUB_REPOSITORY"].filter((name) => (env[name] ?? "") === "");
  if (missing.length > 0)
    throw new UsageError(
      `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not set: the reviews stand there.`,
    );
  const { createGithub } = await import("../../github/client.ts");
  const app = env["ROLECALL_GITHUB_APP"] ?? "";
  try {
    return await createGithub({
      token: env["GITHUB_TOKEN"] ?? "",
      repository: env["GITHUB_REPOSITORY"] ?? "",
      apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com",
      clock,
      ...(environment.githubPauses === undefined ? {} : { pauses: environment.githubPauses }),
      ...(app === "" ? {} : { app }),
    });
  } catch (problem) {
    if (problem instanceof UrlRefused) throw new UsageError(problem.message);
    throw await githubProblem(problem);
  }
}

/** What GitHub threw, as a problem of the outside world; anything else stays what it is. */
export async function githubProblem(problem: unknown): Promise<unknown> {
  return (await isGithubProblem(problem)) && problem instanceof Error ? new OperationalError(problem.message) : problem;
}

/** Whether GitHub, or the way to it, is what failed. */
export async function isGithubProblem(problem: unknown): Promise<boolean> {
  return (await import("../../github/github-failure.ts")).isGithubFailure(problem);
}

/**
 * Does something that asks GitHub.
 * @throws OperationalError in place of GitHub's failure
 */
export async function askingGithub<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    throw await githubProblem(problem);
  }
}
