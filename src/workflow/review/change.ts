import type { CommitMeaning } from "../../approval/commit-meaning.ts";
import type { Instant } from "../../model/instant.ts";
import type { Checked } from "../check.ts";
import type { GitReader } from "../../ports/git.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { type Diffed, diffOf } from "../diff.ts";
import { checkWorkspace } from "../read-tree.ts";

/**
 * Reads commits and the changes between them from git's objects, never from the working folder. The last few trees are cached,
 * so that each commit of a sequence is read once.
 */
export interface Commits {
  readonly git: GitReader;
  readonly at: Instant;
  readonly checked: (commit: string) => Promise<Checked>;
  readonly between: (base: string, head: string) => Promise<CommitChange>;
  /** Returns whether git has the commit or could fetch it from the remote. */
  readonly has: (commit: string) => Promise<boolean>;
}

/** The change between two commits. */
export interface CommitChange {
  readonly base: string;
  readonly head: string;
  readonly checked: { readonly base: Checked; readonly head: Checked };
  /** Null: the files of a side have errors, so the effect of the change is unknown. */
  readonly diffed: Diffed | null;
}

/** The number of cached trees: the two sides of a change and of a review. A large company's tree needs much memory. */
const mostTrees = 4;

export function commitsOf(workspace: Workspace, at: Instant, { remote }: { readonly remote: string }): Commits {
  const { git } = workspace;
  const trees = new Map<string, Promise<Checked>>();
  const checked = (commit: string): Promise<Checked> => {
    const known = trees.get(commit) ?? checkWorkspace(workspace, at, commit);
    // Moved to the end, so that the first entry is the least recently used one.
    trees.delete(commit);
    trees.set(commit, known);
    const [oldest] = trees.keys();
    if (trees.size > mostTrees && oldest !== undefined) trees.delete(oldest);
    return known;
  };
  return {
    git,
    at,
    checked,
    between: async (base, head) => {
      const sides = { base: await checked(base), head: await checked(head) };
      const commits = { base, head };
      const changedFiles = await git.changedFiles(commits);
      return { base, head, checked: sides, diffed: diffOf({ ...sides, commits, changedFiles }) };
    },
    has: (commit) => git.fetchCommit({ commit, remote }),
  };
}

/**
 * Returns the effect of a commit on the branch of `base`: the change from their merge base to the commit. Files that the
 * digest does not cover are compared with those of the merged commit.
 */
export async function meaningAt(
  commits: Commits,
  commit: string,
  { base, merged }: { readonly base: string; readonly merged: string },
): Promise<CommitMeaning> {
  if (!/^[0-9a-f]{40,64}$/.test(commit) || !(await commits.has(commit))) return { kind: "unreadable" };
  const mergeBase = await commits.git.mergeBaseOf(commit, base);
  if (mergeBase === null) return { kind: "unreadable" };
  const { diffed } = await commits.between(mergeBase, commit);
  if (diffed === null) return { kind: "unreadable" };
  const reviewed = await commits.git.contentBetween(mergeBase, commit);
  const isSame = reviewed === (await commits.git.contentBetween(base, merged));
  return { kind: isSame ? "same-content" : "other-content", digest: diffed.report.diff.digest };
}
