import { UsageError } from "../../diagnostics/user-error.ts";
import type { GitReader } from "../../ports/git.ts";
import type { AccessRequest } from "./access-request.ts";

/** What a request's branch begins at, and where it goes. */
export interface Ground {
  /** Full hash. */
  readonly commit: string;
  /** The branch to merge into. */
  readonly branch: string;
  /** From the repository's root to the folder that holds access/. */
  readonly prefix: string;
  /** @throws UsageError where there is no such remote */
  readonly remote: () => Promise<string>;
}

/**
 * `--base`, else the remote's default branch as far as it was fetched, else what is checked out: a request holds nothing of
 * the branch that a person happens to work on. Null where the folder is in no git repository.
 */
export async function groundOf(options: AccessRequest, git: GitReader): Promise<Ground | null> {
  const prefix = await git.prefix();
  if (prefix === null) {
    const asked = [
      ...(options.push === true ? ["--push"] : []),
      ...(options.open === true ? ["--open"] : []),
      ...(options.base === undefined ? [] : ["--base"]),
    ];
    if (asked.length > 0) throw new UsageError(`${asked.join(", ")}: this folder is in no git repository`);
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
          ? "there is no remote to push to: git remote add origin URL"
          : `no remote is called ${name}; there is ${known.join(", ")}: say --remote NAME`,
      );
    },
  };
}
