import { UsageError } from "../../diagnostics/user-error.ts";
import type { GitReader } from "../../ports/git.ts";
import type { AccessRequest } from "./access-request.ts";

/** The commit that a request's branch starts from, and the branch and remote it is proposed to. */
export interface BranchPoint {
  /** Full hash. */
  readonly commit: string;
  /** The branch to merge into. */
  readonly branch: string;
  /** The path from the repository's root to the folder that contains access/. */
  readonly prefix: string;
  /** Returns the remote to push to. @throws UsageError when it does not exist */
  readonly remote: () => Promise<string>;
}

/**
 * Returns `--base`, else the remote's default branch as last fetched, else HEAD, so that a request contains no commits of
 * the user's current branch. Null when the folder is not in a git repository.
 */
export async function branchPointOf(options: AccessRequest, git: GitReader): Promise<BranchPoint | null> {
  const prefix = await git.prefix();
  if (prefix === null) {
    const given = [
      ...(options.push === true ? ["--push"] : []),
      ...(options.open === true ? ["--open"] : []),
      ...(options.base === undefined ? [] : ["--base"]),
    ];
    if (given.length > 0) throw new UsageError(`${given.join(", ")}: this folder is not in a git repository`);
    return null;
  }
  const name = options.remote ?? (await git.setting("remote.pushDefault")) ?? "origin";
  const remoteBranch = await git.remoteDefaultBranch(name);
  const revision = options.base ?? (remoteBranch === undefined ? "HEAD" : `refs/remotes/${name}/${remoteBranch}`);
  return {
    prefix,
    commit: await git.resolveCommit(revision),
    branch: remoteBranch ?? (await git.currentBranch()) ?? "main",
    remote: async () => {
      const known = await git.remotes();
      if (known.includes(name)) return name;
      throw new UsageError(
        known.length === 0
          ? "this repository has no remote to push to. Run: git remote add origin URL"
          : `the remote ${name} does not exist: expected one of ${known.join(", ")} as --remote NAME`,
      );
    },
  };
}
