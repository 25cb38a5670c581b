import { setTimeout as pause } from "node:timers/promises";
import { OperationalError } from "../diagnostics/user-error.ts";
import type { BranchFile, FilePush } from "../ports/git.ts";
import { versionsFromTop } from "./file-versions.ts";
import { fetchCommit, remoteRef } from "./history.ts";
import { answered, runGit } from "./run-git.ts";
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

/** Milliseconds between attempts of a push, while the remote does not answer. */
const pauses: readonly number[] = [1000, 3000];

/**
 * Commits one file on top of a branch of a remote and pushes it, fast-forward only. What the remote then has decides the
 * result, so that a lost answer is neither taken for a refusal nor repeated. Returns null if the branch has another tip.
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
  for (let attempt = 0; ; attempt += 1) {
    const push = [...settings, "push", "--quiet", "--no-verify", remote, `${commit}:${ref}`];
    const { status, err } = await runGit(root, push);
    if (status === 0) return commit;
    const tip = await remoteRef(root, { remote, ref, settings }).catch(() => undefined);
    if (tip === commit) return commit;
    if (tip !== undefined && tip !== parent) return null;
    const wait = pauses[attempt];
    if (wait === undefined) throw new OperationalError(`git could not push the branch ${branch} to ${remote}: ${err}`);
    await pause(wait);
  }
}
