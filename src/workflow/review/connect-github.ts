import type { Forge } from "../../github/client.ts";
import { UrlRefused } from "../../http/loopback.ts";
import type { CliEnvironment } from "../../cli/environment.ts";
import { OperationalError, UsageError } from "../../cli/exit-codes.ts";

/** Whether there is a token to ask the forge with. */
export function hasForgeToken({ env }: CliEnvironment): boolean {
  return (env["GITHUB_TOKEN"] ?? "") !== "";
}

/**
 * Connects to the repository of GITHUB_REPOSITORY with GITHUB_TOKEN; nothing is sent yet. GitHub's client loads here.
 * @throws UsageError naming the variables that are missing or wrong
 */
export async function connectForge(environment: CliEnvironment): Promise<Forge> {
  const { env, clock } = environment;
  const missing = ["GITHUB_TOKEN", "GITHUB_REPOSITORY"].filter((name) => (env[name] ?? "") === "");
  if (missing.length > 0)
    throw new UsageError(
      `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not set: the reviews stand there.`,
    );
  const { createForge } = await import("../../github/client.ts");
  const app = env["ROLECALL_GITHUB_APP"] ?? "";
  try {
    return await createForge({
      token: env["GITHUB_TOKEN"] ?? "",
      repository: env["GITHUB_REPOSITORY"] ?? "",
      apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com",
      clock,
      ...(environment.forgePauses === undefined ? {} : { pauses: environment.forgePauses }),
      ...(app === "" ? {} : { app }),
    });
  } catch (problem) {
    if (problem instanceof UrlRefused) throw new UsageError(problem.message);
    throw await forgeProblem(problem);
  }
}

/** What the forge threw, as a problem of the outside world; anything else stays what it is. */
export async function forgeProblem(problem: unknown): Promise<unknown> {
  return (await isForgeProblem(problem)) && problem instanceof Error ? new OperationalError(problem.message) : problem;
}

/** Whether the forge, or the way to it, is what failed. */
export async function isForgeProblem(problem: unknown): Promise<boolean> {
  return (await import("../../github/forge-failure.ts")).isForgeFailure(problem);
}

/**
 * Does something that asks the forge.
 * @throws OperationalError in place of the forge's failure
 */
export async function askingForge<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    throw await forgeProblem(problem);
  }
}
