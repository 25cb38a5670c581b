import { posix } from "node:path";
import type { GitReader, GitWriter } from "../../../src/ports/git.ts";
import { portOf } from "./port.ts";
import { type Author, type Edit, edited, type Files, mergeBase, mergedFiles } from "./objects.ts";
import { addCommit, copyHistory, hashOf, type RepositoryState } from "./state.ts";

/** A git repository in memory, as its owner works with it. The use cases see `open` alone. */
export interface MemoryRepository {
  readonly state: RepositoryState;
  /** The port for the repository's root, or for a folder in it. */
  readonly open: (folder?: string) => GitReader & GitWriter;
  /** Changes files of the working folder. */
  readonly write: (edit: Edit) => void;
  /** Commits the working folder on what is checked out, and returns the hash. */
  readonly commit: (message: string, parents?: readonly string[]) => string;
  /** Checks a branch out, made or moved to a revision where one is named. */
  readonly checkout: (branch: string, revision?: string) => void;
  /** Checks a commit out without a branch. */
  readonly detach: (revision: string) => void;
  /** Moves what is checked out to a revision. */
  readonly reset: (revision: string) => void;
  /** Puts the files of a merge of a revision into the working folder. */
  readonly mergeFiles: (revision: string) => void;
  /** Pushes a revision to a full ref name of a remote, over whatever is there; null takes the ref away. */
  readonly push: (remote: string, ref: string, revision: string | null) => void;
  /** Brings a remote's branches and their commits here. */
  readonly fetch: (remote: string) => void;
  readonly addRemote: (name: string, repository: MemoryRepository) => void;
  /** The hash behind a revision. */
  readonly hash: (revision: string) => string;
  /** A file of a commit; undefined: the commit does not have it. */
  readonly show: (revision: string, path: string) => string | undefined;
  /** The names of the branches, sorted. */
  readonly branches: () => readonly string[];
}

/** Returns a repository without a commit, with `main` checked out. */
export function memoryRepository(author: Author = { name: "Test", email: "test@acme.example" }): MemoryRepository {
  const state: RepositoryState = {
    commits: new Map(),
    refs: new Map(),
    head: "refs/heads/main",
    files: new Map(),
    settings: new Map([
      ["user.name", author.name],
      ["user.email", author.email],
    ]),
    remotes: new Map(),
    remoteDefaults: new Map(),
  };
  const hash = (revision: string): string => {
    const found = hashOf(state, revision);
    if (found === null) throw new Error(`no commit is called ${revision}`);
    return found;
  };
  const filesAt = (revision: string): Files => state.commits.get(hash(revision))?.files ?? new Map();
  const moveHead = (commit: string): void => {
    if (state.head.startsWith("refs/")) state.refs.set(state.head, commit);
    else state.head = commit;
    state.files = filesAt(commit);
  };
  const remote = (name: string): RepositoryState => {
    const found = state.remotes.get(name);
    if (found === undefined) throw new Error(`no remote is called ${name}`);
    return found;
  };
  return {
    state,
    open: (folder = "") => portOf(state, folder === "" ? "" : `${posix.normalize(folder)}/`),
    write: (edit) => void (state.files = edited(state.files, edit)),
    commit(message, parents) {
      const before = hashOf(state, "HEAD");
      const made = addCommit(state, {
        files: state.files,
        message,
        parents: parents ?? (before === null ? [] : [before]),
      });
      moveHead(made);
      return made;
    },
    checkout(branch, revision) {
      const ref = `refs/heads/${branch}`;
      const commit = hash(revision ?? ref);
      state.head = ref;
      moveHead(commit);
    },
    detach(revision) {
      state.head = hash(revision);
      state.files = filesAt(state.head);
    },
    reset: (revision) => moveHead(hash(revision)),
    mergeFiles(revision) {
      const [ours, theirs] = [hash("HEAD"), hash(revision)];
      const base = mergeBase(state.commits, ours, theirs);
      const files = mergedFiles(base === null ? new Map() : filesAt(base), filesAt(ours), filesAt(theirs));
      if (files === null) throw new Error(`${revision} is in conflict with HEAD`);
      state.files = files;
    },
    push(name, ref, revision) {
      const to = remote(name);
      if (revision === null) to.refs.delete(ref);
      else {
        copyHistory(state, to, hash(revision));
        to.refs.set(ref, hash(revision));
      }
    },
    fetch(name) {
      for (const ref of state.refs.keys()) if (ref.startsWith(`refs/remotes/${name}/`)) state.refs.delete(ref);
      for (const [ref, commit] of remote(name).refs) {
        if (!ref.startsWith("refs/heads/")) continue;
        copyHistory(remote(name), state, commit);
        state.refs.set(`refs/remotes/${name}/${ref.slice("refs/heads/".length)}`, commit);
      }
    },
    addRemote: (name, repository) => void state.remotes.set(name, repository.state),
    hash,
    show: (revision, path) => filesAt(revision).get(path),
    branches: () =>
      [...state.refs.keys()].flatMap((ref) => (ref.startsWith("refs/heads/") ? [ref.slice(11)] : [])).sort(),
  };
}
