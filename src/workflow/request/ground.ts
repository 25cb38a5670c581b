import { UsageError } from "../../diagnostics/user-error.ts";
import type { CliEnvironment } from "../../cli/environment.ts";
import { currentBranch, gitPlace, gitSetting, remoteDefaultBranch, remotesOf } from "../../git/write-branch.ts";
import { commitOf } from "../revisions.ts";
import type { RequestOptions } from "./options.ts";

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
export async function groundOf(
  root: string,
  options: RequestOptions,
  environment: CliEnvironment,
): Promise<Ground | null> {
  const place = await gitPlace(root);
  if (place === null) {
    const asked = [
      ...(options.push === true ? ["--push"] : []),
      ...(options.open === true ? ["--open"] : []),
      ...(options.base === undefined ? [] : ["--base"]),
    ];
    if (asked.length > 0) throw new UsageError(`${asked.join(", ")}: this folder is in no git repository`);
    return null;
  }
  const name = options.remote ?? (await gitSetting(root, "remote.pushDefault")) ?? "origin";
  const remoteBranch = await remoteDefaultBranch(root, name);
  const revision = options.base ?? (remoteBranch === undefined ? "HEAD" : `refs/remotes/${name}/${remoteBranch}`);
  return {
    ...place,
    commit: await commitOf({ root }, revision, environment),
    branch: remoteBranch ?? (await currentBranch(root)) ?? "main",
    remote: async () => {
      const known = await remotesOf(root);
      if (known.includes(name)) return name;
      throw new UsageError(
        known.length === 0
          ? "there is no remote to push to: git remote add origin URL"
          : `no remote is called ${name}; there is ${known.join(", ")}: say --remote NAME`,
      );
    },
  };
}
