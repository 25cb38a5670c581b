import type { CommitMeaning } from "../../approval/commit-meaning.ts";
import type { Instant } from "../../model/instant.ts";
import type { Checked } from "../check.ts";
import type { GitReader } from "../../ports/git.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { type Diffed, diffOf } from "../diff.ts";
import { checkWorkspace } from "../read-tree.ts";

/**
 * Reads commits and what lies between them, from git's blobs alone, never from the working folder. The latest few are kept,
 * so that a line of commits reads each once.
 */
export interface Commits {
  readonly git: GitReader;
  readonly at: Instant;
  readonly checked: (commit: string) => Promise<Checked>;
  readonly between: (base: string, head: string) => Promise<CommitChange>;
  /** Whether git has the commit, or could bring it from the remote. */
  readonly has: (commit: string) => Promise<boolean>;
}

/** What lies between two commits. */
export interface CommitChange {
  readonly base: string;
  readonly head: string;
  readonly checked: { readonly base: Checked; readonly head: Checked };
  /** Null where the files of a side have errors: then nobody can say what the change means. */
  readonly diffed: Diffed | null;
}

/** A large company's tree takes room; each change needs its two sides, and those of a review beside them. */
const mostTrees = 4;

export function commitsOf(workspace: Workspace, at: Instant, { remote }: { readonly remote: string }): Commits {
  const { git } = workspace;
  const trees = new Map<string, Promise<Checked>>();
  const checked = (commit: string): Promise<Checked> => {
    const known = trees.get(commit) ?? checkWorkspace(workspace, at, commit);
    // Put last, so that the first is the one that was longest not asked for.
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
 * Returns what a commit would mean for the branch that `base` stands on: from where the two parted to the commit. The files
 * that the digest does not cover are compared with those of what is merged.
 */
export async function meaningAt(
  commits: Commits,
  commit: string,
  { base, merged }: { readonly base: string; readonly merged: string },
): Promise<CommitMeaning> {
  if (!/^[0-9a-f]{40,64}$/.test(commit) || !(await commits.has(commit))) return { kind: "unreadable" };
  const parted = await commits.git.mergeBaseOf(commit, base);
  if (parted === null) return { kind: "unreadable" };
  const { diffed } = await commits.between(parted, commit);
  if (diffed === null) return { kind: "unreadable" };
  const seen = await commits.git.contentBetween(parted, commit);
  const isSame = seen === (await commits.git.contentBetween(base, merged));
  return { kind: isSame ? "same-content" : "other-content", digest: diffed.report.diff.digest };
}
