import { execFileSync } from "node:child_process";
import type { FollowedRepository } from "../sandbox/github/following-git.ts";

/** Large enough for the log of a company's complete history. Unit: bytes. */
const longestOutput = 64 * 1024 * 1024;

/**
 * Returns a read-only view of a git repository for the GitHub sandbox. `gitFolder` is the git directory (a bare repository,
 * or the `.git` of a clone), so that no environment variable redirects git to another repository.
 */
export function followedRepository(
  gitFolder: string,
  env: Readonly<Record<string, string | undefined>>,
): FollowedRepository {
  const run = (...argv: readonly string[]): string =>
    execFileSync("git", ["--no-pager", "-c", "core.fsmonitor=false", `--git-dir=${gitFolder}`, ...argv], {
      encoding: "utf8",
      env: { ...env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_NO_REPLACE_OBJECTS: "1" },
      maxBuffer: longestOutput,
      stdio: ["ignore", "pipe", "pipe"],
    });
  return {
    branches: () =>
      new Map(
        lines(run("for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads")).map((line) => {
          const [branch = "", sha = ""] = line.split(" ");
          return [branch, sha];
        }),
      ),
    commitsBetween: (revision, tip) =>
      run("log", "-z", "--reverse", "--format=%H %ae %B", `${revision}..${tip}`)
        .split("\0")
        .filter((entry) => entry !== "")
        .map((entry) => {
          const [sha = "", email = "", ...message] = entry.split(" ");
          return { sha, email, message: message.join(" ").trimEnd() };
        }),
    leadsTo: (revision, tip) => run("rev-list", "--max-count=1", `${tip}..${revision}`) === "",
  };
}

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");
