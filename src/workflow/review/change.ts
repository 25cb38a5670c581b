import { resolve } from "node:path";
import type { CommitMeaning } from "../../approval/commit-meaning.ts";
import type { Instant } from "../../model/instant.ts";
import type { Checked } from "../check.ts";
import { changedFilesSince } from "../../git/changed-files.ts";
import { type Diffed, diffOf } from "../diff.ts";
import type { CliEnvironment } from "../../cli/environment.ts";
import { checkRoot } from "../../cli/inputs.ts";
import { tokenSettings } from "../../git/write-branch.ts";
import { contentBetween } from "../../git/content-between.ts";
import { fetchCommit, mergeBaseOf } from "../../git/history.ts";

/**
 * Reads commits and what lies between them, from git's blobs alone, never from the working folder. The latest few are kept,
 * so that a line of commits reads each once.
 */
export interface Commits {
  readonly root: string;
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

export function commitsOf(
  root: string,
  at: Instant,
  { remote, environment }: { readonly remote: string; readonly environment: CliEnvironment },
): Commits {
  const folder = resolve(environment.cwd, root);
  const trees = new Map<string, Promise<Checked>>();
  const checked = (commit: string): Promise<Checked> => {
    const known = trees.get(commit) ?? checkRoot({ root, commit }, environment, at);
    // Put last, so that the first is the one that was longest not asked for.
    trees.delete(commit);
    trees.set(commit, known);
    const [oldest] = trees.keys();
    if (trees.size > mostTrees && oldest !== undefined) trees.delete(oldest);
    return known;
  };
  return {
    root: folder,
    at,
    checked,
    between: async (base, head) => {
      const sides = { base: await checked(base), head: await checked(head) };
      const commits = { base, head };
      const changedFiles = await changedFilesSince(folder, commits);
      return { base, head, checked: sides, diffed: diffOf({ ...sides, commits, changedFiles }) };
    },
    has: (commit) => fetchCommit(folder, { commit, remote, settings: tokenSettings(environment.env) }),
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
  const parted = await mergeBaseOf(commits.root, commit, base);
  if (parted === null) return { kind: "unreadable" };
  const { diffed } = await commits.between(parted, commit);
  if (diffed === null) return { kind: "unreadable" };
  const seen = await contentBetween(commits.root, parted, commit);
  const isSame = seen === (await contentBetween(commits.root, base, merged));
  return { kind: isSame ? "same-content" : "other-content", digest: diffed.report.diff.digest };
}
