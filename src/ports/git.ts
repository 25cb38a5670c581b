import type { Tree } from "../load/tree.ts";

/** One commit of a branch's first-parent line: a merge counts once, by what it brought. */
export interface LineCommit {
  readonly commit: string;
  /** Empty for a commit without a parent. */
  readonly parent: string;
  /** The tree of the whole repository: equal trees are equal files. */
  readonly tree: string;
}

/** One file to commit on a new branch. */
export interface FileCommit {
  /** Full hash of the commit to build on. */
  readonly parent: string;
  /** A branch that does not exist yet. */
  readonly branch: string;
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/**
 * Reads one git repository; it cannot write. Every method throws an `OperationalError` with git's own message where git
 * cannot answer: unknown is never empty.
 */
export interface GitReader {
  /** From the repository's root to the folder that was asked about: empty, or with a slash at its end; null: not in a repository. */
  prefix(): Promise<string | null>;
  /** The full hash of a commit. */
  resolveCommit(revision: string): Promise<string>;
  /** `access/` as a commit holds it: blobs straight from git, without a checkout. */
  readTree(revision: string): Promise<Tree>;
  /** The tree hash of a commit, of the whole repository. */
  treeOf(commit: string): Promise<string>;
  /** Every path that differs between two commits, or between a commit and the working folder where `head` is null; sorted. */
  changedFiles(range: { readonly base: string; readonly head: string | null }): Promise<readonly string[]>;
  /** What a change does to files outside the model: one line for each path, with mode and blob. Equal texts are equal contents. */
  contentBetween(base: string, head: string): Promise<string>;
  /** The commits from `since` (left out) to `tip`, oldest first, along first parents; null: `since` is not on that line. */
  lineSince(since: string, tip: string): Promise<readonly LineCommit[] | null>;
  /** Where two commits parted; null: no common history, or git does not have one of them. */
  mergeBaseOf(left: string, right: string): Promise<string | null>;
  /** The commit that merging `head` into `base` makes; null: the two are in conflict. */
  mergedCommit(sides: { readonly base: string; readonly head: string }): Promise<string | null>;
  /** Brings a commit that this clone does not have from the remote; false: it is not available. No ref moves. */
  fetchCommit(request: { readonly commit: string; readonly remote: string }): Promise<boolean>;
  /** Whether the remote has this full ref name (`refs/…`). */
  hasRemoteRef(remote: string, ref: string): Promise<boolean>;
  /** A value of git's configuration; undefined: not set. */
  setting(name: string): Promise<string | undefined>;
  /** The names of the remotes. */
  remotes(): Promise<readonly string[]>;
  /** The branch that is checked out; undefined: detached. */
  currentBranch(): Promise<string | undefined>;
  /** The default branch of a remote, as far as this clone knows. */
  remoteDefaultBranch(remote: string): Promise<string | undefined>;
  hasBranch(branch: string): Promise<boolean>;
  /** Whether a remote has this branch, as far as it was fetched. */
  hasRemoteBranch(remote: string, branch: string): Promise<boolean>;
}

/** Writes to one git repository; working folder, index and HEAD stay as they are. */
export interface GitWriter {
  /** Commits one file on a new branch and returns the commit's full hash. */
  commitOnNewBranch(commit: FileCommit): Promise<string>;
  /** Pushes a branch under its own name; never over a branch that has other commits. */
  pushBranch(push: { readonly remote: string; readonly branch: string }): Promise<void>;
}
