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
 * The digest of what a commit would mean for the branch that `base` stands on: from where the two parted to the commit. Null
 * where git does not have it, or where files have errors: a review of it counts for nothing then. Files that the digest says
 * nothing of (workflows, code, policy tests) have to be what is merged, to the byte; else it is no digest of this change.
 */
export async function meaningAt(
  commits: Commits,
  commit: string,
  { base, merged }: { readonly base: string; readonly merged: string },
): Promise<string | null> {
  if (!/^[0-9a-f]{40,64}$/.test(commit) || !(await commits.has(commit))) return null;
  const parted = await commits.git.mergeBaseOf(commit, base);
  if (parted === null) return null;
  const digest = (await commits.between(parted, commit)).diffed?.report.diff.digest ?? null;
  const seen = await commits.git.contentBetween(parted, commit);
  return digest === null || seen === (await commits.git.contentBetween(base, merged))
    ? digest
    : `${digest} of other files`;
}
