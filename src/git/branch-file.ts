import { OperationalError } from "../diagnostics/user-error.ts";
import type { BranchFile, FilePush } from "../ports/git.ts";
import { versionsFromTop } from "./file-versions.ts";
import { fetchCommit, remoteRef } from "./history.ts";
import { pushCommit } from "./push-commit.ts";
import { answered } from "./run-git.ts";
import { treeWith } from "./tree-with-file.ts";

interface BranchFileRequest {
  readonly remote: string;
  readonly branch: string;
  readonly path: string;
  readonly last: number;
  readonly settings: readonly string[];
}

/** Reads a file from a branch of a remote, without a checkout; null: the remote does not have the branch. */
export async function branchFile(
  root: string,
  { remote, branch, path, last, settings }: BranchFileRequest,
): Promise<BranchFile | null> {
  const commit = await remoteRef(root, { remote, ref: `refs/heads/${branch}`, settings });
  if (commit === null) return null;
  if (!(await fetchCommit(root, { commit, remote, settings })))
    throw new OperationalError(`git cannot fetch the branch ${branch} from ${remote}. Nothing was written.`);
  const versions = await versionsFromTop(root, { path, tip: commit, last });
  return { commit, bytes: versions.at(-1)?.bytes ?? null, versions };
}

/**
 * Commits one file on top of a branch of a remote and pushes it, fast-forward only. Returns null if the branch has another tip.
 * @throws OperationalError with git's message if the push fails, or if its result is unknown
 */
export async function pushFile(
  root: string,
  { remote, branch, path, parent, bytes, message, author, settings }: FilePush & Pick<BranchFileRequest, "settings">,
): Promise<string | null> {
  const ref = `refs/heads/${branch}`;
  const blob = await answered(root, ["hash-object", "-w", "--stdin"], bytes);
  const tree = await treeWith(root, parent, { path, blob });
  const person = ["-c", `user.name=${author.name}`, "-c", `user.email=${author.email}`];
  const parents = parent === null ? [] : ["-p", parent];
  const commit = await answered(root, [...person, "commit-tree", tree, ...parents, "-F", "-"], message);
  return (await pushCommit(root, { remote, ref, commit, parent, settings })) ? commit : null;
}
