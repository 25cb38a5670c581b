import type { LineCommit } from "../ports/git.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import { runGit } from "./run-git.ts";

/** Returns the commits after `since` up to `tip`, oldest first, along first parents; null: `since` is not in that history. */
export async function lineSince(root: string, since: string, tip: string): Promise<readonly LineCommit[] | null> {
  if (since === tip) return [];
  const format = [
    "log",
    "--no-show-signature",
    "--first-parent",
    "--reverse",
    "--format=%H %P %T",
    `${since}..${tip}`,
    "--",
  ];
  const { status, out, err } = await runGit(root, format);
  if (status !== 0) throw new OperationalError(`git cannot list the commits since ${since}: ${err}`);
  const line = out
    .toString("utf8")
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => {
      const words = text.split(" ");
      // A commit without a parent has two fields: then the history does not reach `since`.
      return { commit: words[0] ?? "", parent: words.length > 2 ? (words[1] ?? "") : "", tree: words.at(-1) ?? "" };
    });
  return line[0]?.parent === since ? line : null;
}

/** Returns the merge base of two commits; null: no common history, or git does not have one of them. */
export async function mergeBaseOf(root: string, left: string, right: string): Promise<string | null> {
  const { status, out } = await runGit(root, ["merge-base", "--end-of-options", left, right]);
  const hash = out.toString("utf8").trim();
  return status === 0 && hash !== "" ? hash : null;
}

/**
 * Fetches a commit with its history from the remote: the head of a pull request with a deleted branch, or a commit that a later
 * push replaced. Does not check out files or move a ref. Returns false if the commit is not available.
 */
export async function fetchCommit(
  root: string,
  {
    commit,
    remote,
    settings,
  }: { readonly commit: string; readonly remote: string; readonly settings: readonly string[] },
): Promise<boolean> {
  const known = ["cat-file", "-e", `${commit}^{commit}`];
  if ((await runGit(root, known)).status === 0) return true;
  const fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
  await runGit(root, [...settings, ...fetch, remote, commit]);
  return (await runGit(root, known)).status === 0;
}

/** Returns the tree of a commit. @throws OperationalError if git does not have it */
export async function treeOf(root: string, commit: string): Promise<string> {
  const { status, out, err } = await runGit(root, ["rev-parse", "--verify", "--end-of-options", `${commit}^{tree}`]);
  if (status !== 0) throw new OperationalError(`git cannot read the commit ${commit}: ${err}`);
  return out.toString("utf8").trim();
}

/** Returns when a commit was made, in milliseconds. @throws OperationalError if git does not have it */
export async function committedAt(root: string, commit: string): Promise<number> {
  const show = ["show", "--no-patch", "--no-show-signature", "--format=%ct", "--end-of-options", `${commit}^{commit}`];
  const { status, out, err } = await runGit(root, show);
  const seconds = Number(out.toString("utf8").trim());
  if (status !== 0 || !Number.isSafeInteger(seconds))
    throw new OperationalError(`git cannot read the commit ${commit}: ${err}`);
  return seconds * 1000;
}

/**
 * Returns the commit that merges `head` into `base`: `head` if it is up to date, otherwise a trial merge commit that no branch
 * names. Returns null if the two are in conflict.
 */
export async function mergedCommit(
  root: string,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<string | null> {
  if ((await mergeBaseOf(root, base, head)) === base) return head;
  const merged = await runGit(root, ["merge-tree", "--write-tree", base, head]);
  // In a conflict, git prints the tree with conflict markers. Without a tree, git does not have one of the commits.
  if (merged.status === 1 && merged.out.length > 0) return null;
  if (merged.status !== 0) throw new OperationalError(`git cannot merge ${head} into ${base}: ${merged.err}`);
  const tree = merged.out.toString("utf8").split("\n")[0] ?? "";
  // The commit contains no current time, so the same two commits always give the same result.
  const by = "rolecall <rolecall@localhost> 0 +0000";
  const text = `tree ${tree}\nparent ${base}\nparent ${head}\nauthor ${by}\ncommitter ${by}\n\nTrial merge\n`;
  const made = await runGit(root, ["hash-object", "-t", "commit", "-w", "--stdin"], text);
  if (made.status !== 0) throw new OperationalError(`git cannot keep the trial merge: ${made.err}`);
  return made.out.toString("utf8").trim();
}

/**
 * Returns the commit of a ref of a remote, given by its full name; null: the remote does not have the ref.
 * @throws OperationalError with git's message if the remote does not respond: unknown is not "no"
 */
export async function remoteRef(
  root: string,
  { remote, ref, settings }: { readonly remote: string; readonly ref: string; readonly settings: readonly string[] },
): Promise<string | null> {
  const { status, out, err } = await runGit(root, [...settings, "ls-remote", "--exit-code", remote, ref]);
  if (status === 2) return null;
  if (status !== 0) throw new OperationalError(`git cannot read ${ref} from ${remote}: ${err}. Nothing was written.`);
  // git also lists refs that only end with this name.
  const lines = out.toString("utf8").split("\n");
  return lines.map((line) => line.split("\t")).find(([, name]) => name === ref)?.[0] ?? null;
}
