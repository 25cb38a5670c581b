import type { GitReader, GitWriter } from "../../src/ports/git.ts";
import type { Edit } from "./memory-git/objects.ts";

/** A git repository with a remote `origin` for tests: with the program git, or in memory. */
export interface TestRepository {
  /** The port for the repository's root, or for a folder in it. */
  readonly open: (folder?: string) => GitReader & GitWriter;
  /** Changes files of the working folder. */
  readonly write: (edit: Edit) => void;
  /** Commits the working folder on the current branch, and returns the hash. */
  readonly commit: (message: string, committedAt?: number) => string;
  /** Checks out a branch, and creates or moves it to a revision when one is named. */
  readonly checkout: (branch: string, revision?: string) => void;
  /** Checks out a commit without a branch. */
  readonly detach: (revision: string) => void;
  /** Moves the current branch to a revision. */
  readonly reset: (revision: string) => void;
  /** Writes the merge with a revision into the working folder without a commit. */
  readonly mergeFiles: (revision: string) => void;
  /** Merges a revision into the current branch as a commit with two parents; returns the hash. */
  readonly merge: (revision: string, committedAt?: number) => string;
  /** Pushes a revision to a full ref name of `origin` with force; null deletes the ref. */
  readonly push: (ref: string, revision: string | null) => void;
  /** Fetches the branches of `origin` and their commits. */
  readonly fetch: () => void;
  /** Returns the full hash of a revision. */
  readonly hash: (revision: string) => string;
  /** Returns the text of a file of a commit. Throws or returns undefined when the commit does not have it. */
  readonly show: (revision: string, path: string) => string | undefined;
  readonly setSetting: (name: string, value: string) => void;
  readonly messageOf: (revision: string) => string;
  /** Name and address. */
  readonly authorOf: (revision: string) => string;
  readonly parentsOf: (revision: string) => readonly string[];
}
