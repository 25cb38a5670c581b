import type { Instant } from "../model/instant.ts";
import type { Tree } from "../load/tree.ts";

/** One commit of the first-parent history of a branch. A merge counts as one commit. */
export interface LineCommit {
  readonly commit: string;
  /** Empty for a commit without a parent. */
  readonly parent: string;
  /** The tree of the whole repository: equal trees are equal files. */
  readonly tree: string;
}

/** One commit of the first-parent history with its committer date. The committer's clock wrote it, so it can go backwards. */
export interface DatedCommit {
  readonly commit: string;
  readonly committedAt: Instant;
}

export interface FileVersionsRequest {
  readonly path: string;
  /** Where the path starts: at the folder that was asked about (default), or at the root of the repository. */
  readonly from?: "folder" | "root";
  /** A commit or a branch. */
  readonly tip: string;
  /** At most this many versions, the latest ones; null: all. */
  readonly last: number | null;
}

/** A file as one commit changed it, compared with the commit's first parent. */
export interface FileVersion {
  readonly commit: string;
  /** Null: the commit removed the file. */
  readonly bytes: Uint8Array | null;
}

/** One file at the tip of a branch of a remote. */
export interface BranchFile {
  /** The tip of the branch. */
  readonly commit: string;
  /** Null: the commit does not have the file. */
  readonly bytes: Uint8Array | null;
  /** The latest versions along first parents, oldest first, with the one at the tip. */
  readonly versions: readonly FileVersion[];
}

/** One file to write to a branch of a remote. The other files of the branch stay. */
export interface FilePush {
  readonly remote: string;
  readonly branch: string;
  /** Path from the root of the repository. */
  readonly path: string;
  /** The tip that the new commit follows; null: the remote must not have the branch. */
  readonly parent: string | null;
  readonly bytes: Uint8Array;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
}

/** What a commit states about itself: both texts are free for the author to choose. */
export interface CommitNote {
  /** `Name <address>`. */
  readonly author: string;
  /** The first line of the message. */
  readonly subject: string;
}

/** One file to commit on a new branch. */
export interface FileCommit {
  /** Full hash of the commit to build on. */
  readonly parent: string;
  /** A branch that does not exist yet. */
  readonly branch: string;
  /** Path from the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/** A commit without a change of files, on a new branch. */
export type EmptyCommit = Pick<FileCommit, "parent" | "branch" | "message">;

/**
 * Reads one git repository; it cannot write. Every method throws an `OperationalError` with git's message if git fails:
 * unknown is never empty.
 */
export interface GitReader {
  /** Returns the path from the root of the repository to the folder: empty, or with a trailing slash; null: not in a repository. */
  prefix(): Promise<string | null>;
  /** Returns the full hash of a commit. */
  resolveCommit(revision: string): Promise<string>;
  /** Returns `access/` of a commit: blobs directly from git, without a checkout. */
  readTree(revision: string): Promise<Tree>;
  /** Returns the tree hash of a commit, for the complete repository. */
  treeOf(commit: string): Promise<string>;
  /** Returns all paths that differ between two commits, or between a commit and the working folder if `head` is null; sorted. */
  changedFiles(range: { readonly base: string; readonly head: string | null }): Promise<readonly string[]>;
  /** Describes changes to files that an approval covers by their bytes (`isComparedByBytes`): one line for each path, with mode and blob. Equal texts mean equal contents. */
  contentBetween(base: string, head: string): Promise<string>;
  /** Returns when a commit was made, by the committer's clock: the author of a commit can choose it. */
  committedAt(commit: string): Promise<Instant>;
  /** Returns the commits after `since` up to `tip`, oldest first, along first parents; null: `since` is not in that history. */
  lineSince(since: string, tip: string): Promise<readonly LineCommit[] | null>;
  /** Returns the versions of one file along first parents, oldest first. Throws in a shallow clone. */
  fileVersions(request: FileVersionsRequest): Promise<readonly FileVersion[]>;
  /** Returns the versions of several files of the folder along first parents: by path, oldest first. Throws in a shallow clone. */
  versionsOfFiles(request: {
    readonly paths: readonly string[];
    readonly tip: string;
  }): Promise<ReadonlyMap<string, readonly FileVersion[]>>;
  /** Returns the commits along first parents that change a file of the folder at or below these paths, or with a file name at any depth of a folder (a path with two asterisks as one step); oldest first. Throws in a shallow clone. */
  commitsChanging(request: { readonly paths: readonly string[]; readonly tip: string }): Promise<readonly string[]>;
  /** Returns all commits along first parents up to `tip`, oldest first. Throws in a shallow clone. */
  firstParents(tip: string): Promise<readonly DatedCommit[]>;
  /** Checks whether this clone is shallow: it does not have the complete history. */
  isShallow(): Promise<boolean>;
  /** Returns the merge base of two commits; null: no common history, or git does not have one of them. */
  mergeBaseOf(left: string, right: string): Promise<string | null>;
  /** Returns the commit that merges `head` into `base`; null: the two are in conflict. */
  mergedCommit(sides: { readonly base: string; readonly head: string }): Promise<string | null>;
  /** Fetches a commit from the remote; false: it is not available. Does not move a ref. */
  fetchCommit(request: { readonly commit: string; readonly remote: string }): Promise<boolean>;
  /** Checks whether the remote has this full ref name (`refs/…`). */
  hasRemoteRef(remote: string, ref: string): Promise<boolean>;
  /** Returns the author and the subject of the commit that a remote's full ref name points to; null: it cannot be fetched. */
  remoteCommit(remote: string, ref: string): Promise<CommitNote | null>;
  /** Reads a file, given by its path from the root of the repository, from a branch of the remote; null: the remote does not have the branch. Moves no ref. */
  branchFile(request: {
    readonly remote: string;
    readonly branch: string;
    readonly path: string;
    /** At most this many versions. */
    readonly last: number;
  }): Promise<BranchFile | null>;
  /** Returns a value of git's configuration; undefined: not set. */
  setting(name: string): Promise<string | undefined>;
  /** Returns the names of the remotes. */
  remotes(): Promise<readonly string[]>;
  /** Returns the checked out branch; undefined: detached HEAD. */
  currentBranch(): Promise<string | undefined>;
  /** Returns the default branch of a remote; undefined: not known to this clone. */
  remoteDefaultBranch(remote: string): Promise<string | undefined>;
  hasBranch(branch: string): Promise<boolean>;
  /** Checks whether a remote has this branch, by the last fetch. */
  hasRemoteBranch(remote: string, branch: string): Promise<boolean>;
}

/** Writes to one git repository. Working folder, index and HEAD do not change. */
export interface GitWriter {
  /** Commits one file on a new branch and returns the commit's full hash. */
  commitOnNewBranch(commit: FileCommit): Promise<string>;
  /** Commits on a new branch without a change of files, and returns the commit's full hash. */
  emptyCommitOnNewBranch(commit: EmptyCommit): Promise<string>;
  /** Pushes a branch under its own name; never over a branch that has other commits. */
  pushBranch(push: { readonly remote: string; readonly branch: string }): Promise<void>;
  /** Commits one file on top of a branch of the remote, without a local branch. Returns the commit; null: the branch has another tip, and nothing was pushed. */
  pushFile(push: FilePush): Promise<string | null>;
  /**
   * Creates a branch of the remote with one commit that has no files, by the user in git's configuration, without a local
   * branch. False: the remote has the branch, and nothing was pushed.
   */
  pushNote(note: { readonly remote: string; readonly branch: string; readonly message: string }): Promise<boolean>;
  /** Deletes a branch of the remote; false: the remote does not have it. */
  deleteRemoteBranch(place: { readonly remote: string; readonly branch: string }): Promise<boolean>;
}
