import { posix } from "node:path";
import type { TestRepository } from "../test-repository.ts";
import { portOf } from "./port.ts";
import { type Author, edited, type Files, mergeBase, mergedFiles } from "./objects.ts";
import { addCommit, copyHistory, hashOf, type RepositoryState } from "./state.ts";

/** A git repository in memory. The use cases only use `open`. */
export interface MemoryRepository extends TestRepository {
  readonly state: RepositoryState;
  /** Adds a repository as the remote and fetches its branches. */
  readonly addRemote: (name: string, repository: MemoryRepository) => void;
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
  const commitAt = (revision: string) => state.commits.get(hash(revision));
  const filesAt = (revision: string): Files => commitAt(revision)?.files ?? new Map();
  const moveHead = (commit: string): void => {
    if (state.head.startsWith("refs/")) state.refs.set(state.head, commit);
    else state.head = commit;
    state.files = filesAt(commit);
  };
  const origin = (): RepositoryState => {
    const found = state.remotes.get("origin");
    if (found === undefined) throw new Error("the repository has no remote origin");
    return found;
  };
  const commit = (message: string, parents: readonly string[], committedAt?: number): string => {
    const made = addCommit(state, { files: state.files, message, parents, committedAt });
    moveHead(made);
    return made;
  };
  const mergeFiles = (revision: string): void => {
    const [ours, theirs] = [hash("HEAD"), hash(revision)];
    const base = mergeBase(state.commits, ours, theirs);
    const files = mergedFiles(base === null ? new Map() : filesAt(base), filesAt(ours), filesAt(theirs));
    if (files === null) throw new Error(`${revision} is in conflict with HEAD`);
    state.files = files;
  };
  return {
    state,
    open: (folder = "") => portOf(state, folder === "" ? "" : `${posix.normalize(folder)}/`),
    write: (edit) => void (state.files = edited(state.files, edit)),
    commit(message, committedAt) {
      const before = hashOf(state, "HEAD");
      return commit(message, before === null ? [] : [before], committedAt);
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
    mergeFiles,
    merge(revision, committedAt) {
      const parents = [hash("HEAD"), hash(revision)];
      mergeFiles(revision);
      return commit(`Merge ${revision}`, parents, committedAt);
    },
    push(ref, revision) {
      const to = origin();
      if (revision === null) to.refs.delete(ref);
      else {
        copyHistory(state, to, hash(revision));
        to.refs.set(ref, hash(revision));
      }
    },
    fetch() {
      for (const ref of state.refs.keys()) if (ref.startsWith("refs/remotes/origin/")) state.refs.delete(ref);
      for (const [ref, tip] of origin().refs) {
        if (!ref.startsWith("refs/heads/")) continue;
        copyHistory(origin(), state, tip);
        state.refs.set(`refs/remotes/origin/${ref.slice("refs/heads/".length)}`, tip);
      }
    },
    addRemote: (name, repository) => void state.remotes.set(name, repository.state),
    hash,
    show: (revision, path) => filesAt(revision).get(path),
    setSetting: (name, value) => void state.settings.set(name, value),
    messageOf: (revision) => commitAt(revision)?.message ?? "",
    authorOf: (revision) => `${commitAt(revision)?.author.name} ${commitAt(revision)?.author.email}`,
    parentsOf: (revision) => commitAt(revision)?.parents ?? [],
    branches: () =>
      [...state.refs.keys()].flatMap((ref) => (ref.startsWith("refs/heads/") ? [ref.slice(11)] : [])).sort(),
  };
}

/** Returns a clone of a repository with `main` checked out. */
export function memoryClone(remote: MemoryRepository, author?: Author): MemoryRepository {
  const clone = memoryRepository(author);
  clone.addRemote("origin", remote);
  clone.fetch();
  clone.state.remoteDefaults.set("origin", "main");
  if (clone.state.refs.has("refs/remotes/origin/main")) clone.checkout("main", "origin/main");
  return clone;
}
