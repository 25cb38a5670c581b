import { execFileSync } from "node:child_process";
import { aCompany } from "./sandboxed.ts";

/** A git repository with the sample company in its first commit. */
export interface Repository {
  readonly root: string;
  readonly git: (...argv: readonly string[]) => string;
  /** Commits all changes and returns the hash. */
  readonly commit: (message: string) => string;
}

export function aRepository(): Repository {
  const root = aCompany();
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@acme.example", ...argv], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const commit = (message: string): string => {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
    return git("rev-parse", "HEAD");
  };
  git("init", "--quiet", "--initial-branch", "main");
  commit("Start");
  return { root, git, commit };
}
