import type { LineCommit } from "../ports/git.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import { runGit } from "./run-git.ts";

/** The commits from `since` (left out) to `tip`, oldest first, along first parents; null where `since` is not on that line. */
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
      // A commit without a parent has two words: then the line does not lead to `since`.
      return { commit: words[0] ?? "", parent: words.length > 2 ? (words[1] ?? "") : "", tree: words.at(-1) ?? "" };
    });
  return line[0]?.parent === since ? line : null;
}

/** Where two commits parted; null where they have no common history, or git does not have one of them. */
export async function mergeBaseOf(root: string, left: string, right: string): Promise<string | null> {
  const { status, out } = await runGit(root, ["merge-base", "--end-of-options", left, right]);
  const hash = out.toString("utf8").trim();
  return status === 0 && hash !== "" ? hash : null;
}

/**
 * Brings a commit that this clone does not have from the remote, with its history: the head of a pull request whose branch is
 * gone, or a commit that a later push replaced. Nothing is checked out and no ref moves. False where it cannot be had.
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

/** The tree of a commit. @throws OperationalError where git does not have it */
export async function treeOf(root: string, commit: string): Promise<string> {
  const { status, out, err } = await runGit(root, ["rev-parse", "--verify", "--end-of-options", `${commit}^{tree}`]);
  if (status !== 0) throw new OperationalError(`git cannot read the commit ${commit}: ${err}`);
  return out.toString("utf8").trim();
}

/**
 * The commit that merging `head` into `base` would make: `head` itself where it is up to date, else a commit of git's own
 * trial merge that no branch names. Null where the two are in conflict.
 */
export async function mergedCommit(
  root: string,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<string | null> {
  if ((await mergeBaseOf(root, base, head)) === base) return head;
  const merged = await runGit(root, ["merge-tree", "--write-tree", base, head]);
  // In conflict, git prints the tree with the conflict's marks; without one it does not have a side.
  if (merged.status === 1 && merged.out.length > 0) return null;
  if (merged.status !== 0) throw new OperationalError(`git cannot merge ${head} into ${base}: ${merged.err}`);
  const tree = merged.out.toString("utf8").split("\n")[0] ?? "";
  // Without a clock in it, the same two commits always make the same third.
  const by = "rolecall <rolecall@localhost> 0 +0000";
  const text = `tree ${tree}\nparent ${base}\nparent ${head}\nauthor ${by}\ncommitter ${by}\n\nTrial merge\n`;
  const made = await runGit(root, ["hash-object", "-t", "commit", "-w", "--stdin"], text);
  if (made.status !== 0) throw new OperationalError(`git cannot keep the trial merge: ${made.err}`);
  return made.out.toString("utf8").trim();
}

/**
 * Whether a remote has a ref of this full name.
 * @throws OperationalError with git's own words where the remote does not answer: unknown is not "no"
 */
export async function hasRemoteRef(
  root: string,
  { remote, ref, settings }: { readonly remote: string; readonly ref: string; readonly settings: readonly string[] },
): Promise<boolean> {
  const { status, out, err } = await runGit(root, [...settings, "ls-remote", "--exit-code", remote, ref]);
  // git also lists refs that only end like this.
  if (status === 0)
    return out
      .toString("utf8")
      .split("\n")
      .some((line) => line.split("\t")[1] === ref);
  if (status === 2) return false;
  throw new OperationalError(`git cannot ask ${remote} whether ${ref} is set: ${err}. Nothing was written.`);
}
