import { OperationalError } from "../diagnostics/user-error.ts";
import { remoteRef } from "./history.ts";
import { pushCommit } from "./push-commit.ts";
import { answered, runGit } from "./run-git.ts";

interface RemoteBranch {
  readonly remote: string;
  readonly branch: string;
  readonly settings: readonly string[];
}

/**
 * Creates a branch of a remote with one commit without files. Returns false if the remote has the branch.
 * @throws OperationalError with git's message, also if git's configuration has no user
 */
export async function pushNote(
  root: string,
  { remote, branch, message, settings }: RemoteBranch & { readonly message: string },
): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  if ((await remoteRef(root, { remote, ref, settings })) !== null) return false;
  const tree = await answered(root, ["mktree"], "");
  // The host's name does not show who made the commit.
  const commit = await answered(root, ["-c", "user.useConfigOnly=true", "commit-tree", tree, "-F", "-"], message);
  return pushCommit(root, { remote, ref, commit, parent: null, settings });
}

/** Deletes a branch of a remote. Returns false if the remote does not have it. @throws OperationalError with git's message */
export async function deleteRemoteBranch(root: string, { remote, branch, settings }: RemoteBranch): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const tip = await remoteRef(root, { remote, ref, settings });
  if (tip === null) return false;
  // Only the tip that was read is deleted, not one that another person pushed since.
  const push = ["push", "--quiet", "--no-verify", `--force-with-lease=${ref}:${tip}`, remote, `:${ref}`];
  const { status, err } = await runGit(root, [...settings, ...push]);
  if (status === 0 || (await remoteRef(root, { remote, ref, settings })) === null) return true;
  throw new OperationalError(`git could not delete ${ref} at ${remote}: ${err}`);
}
