import { userInfo } from "node:os";
import type { OperatorClaims } from "../../ports/journal.ts";
import type { CliEnvironment } from "../environment.ts";
import { workspaceOf } from "./workspace.ts";

/** Returns who starts a run by hand, from git's configuration, the operating system and GitHub Actions. None of it is proven. */
export async function operatorOf(environment: CliEnvironment, root: string): Promise<OperatorClaims> {
  const { git } = workspaceOf(root, environment);
  const actor = environment.env["GITHUB_ACTOR"] ?? "";
  return {
    gitName: (await git.setting("user.name")) ?? null,
    gitEmail: (await git.setting("user.email")) ?? null,
    osUser: osUser(),
    githubActor: actor === "" ? null : actor,
  };
}

/** Null: the operating system has no name for the user, as in some containers. */
function osUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
