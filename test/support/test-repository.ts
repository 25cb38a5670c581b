import type { GitReader, GitWriter } from "../../src/ports/git.ts";
import type { Edit } from "./memory-git/objects.ts";

/** A git repository with a remote `origin`, as a test works with it: by the program git, or in memory. */
export interface TestRepository {
  /** The port for the repository's root, or for a folder in it. */
  readonly open: (folder?: string) => GitReader & GitWriter;
  /** Changes files of the working folder. */
  readonly write: (edit: Edit) => void;
  /** Commits the working folder on what is checked out, and returns the hash. */
  readonly commit: (message: string) => string;
  /** Checks a branch out, made or moved to a revision where one is named. */
  readonly checkout: (branch: string, revision?: string) => void;
  /** Checks a commit out without a branch. */
  readonly detach: (revision: string) => void;
  /** Moves what is checked out to a revision. */
  readonly reset: (revision: string) => void;
  /** Puts the files of a merge of a revision into the working folder. */
  readonly mergeFiles: (revision: string) => void;
  /** Merges a revision into what is checked out, as a commit of two parents; returns the hash. */
  readonly merge: (revision: string) => string;
  /** Pushes a revision to a full ref name of `origin`, over whatever is there; null takes the ref away. */
  readonly push: (ref: string, revision: string | null) => void;
  /** Brings the branches of `origin` and their commits here. */
  readonly fetch: () => void;
  /** The full hash of a revision. */
  readonly hash: (revision: string) => string;
  /** The text of a file of a commit. Throws or gives undefined where the commit does not have it. */
  readonly show: (revision: string, path: string) => string | undefined;
  readonly setSetting: (name: string, value: string) => void;
  readonly messageOf: (revision: string) => string;
  /** Name and address. */
  readonly authorOf: (revision: string) => string;
  readonly parentsOf: (revision: string) => readonly string[];
}
