import { testCommitsMadeAt } from "../commit-time.ts";
import { ancestry, type Author, commitOf, type Commits, type Files, type StoredCommit } from "./objects.ts";

/** The state of a repository in memory. */
export interface RepositoryState {
  readonly commits: Commits;
  /** Full ref name (`refs/…`) to the commit's hash. */
  readonly refs: Map<string, string>;
  /** A full ref name, or the hash of a detached HEAD. */
  head: string;
  /** The working folder. */
  files: Files;
  readonly settings: Map<string, string>;
  readonly remotes: Map<string, RepositoryState>;
  /** The default branch of a remote, if it was fetched. */
  readonly remoteDefaults: Map<string, string>;
}

let sequence = 0;

/** Stores a commit, by default of the user in the settings, and returns its hash. */
export function addCommit(
  state: RepositoryState,
  {
    files,
    message,
    parents,
    author = { name: state.settings.get("user.name") ?? "", email: state.settings.get("user.email") ?? "" },
    committedAt = testCommitsMadeAt,
  }: Pick<StoredCommit, "files" | "message" | "parents"> & {
    readonly author?: Author;
    readonly committedAt?: number | undefined;
  },
): string {
  sequence += 1;
  const commit = commitOf({ files, message, parents, author, committedAt }, String(sequence));
  state.commits.set(commit.hash, commit);
  return commit.hash;
}

/** Copies a commit with its history into another repository. */
export function copyHistory(from: RepositoryState, to: RepositoryState, hash: string): void {
  for (const ancestor of ancestry(from.commits, hash)) {
    const commit = from.commits.get(ancestor);
    if (commit !== undefined) to.commits.set(ancestor, commit);
  }
}

/** Returns the commit of a revision: HEAD, a ref, a branch, a hash or its prefix, followed by any number of `~N` and `^`. */
export function hashOf(state: RepositoryState, revision: string): string | null {
  const [, name = "", steps = ""] = /^(.*?)((?:~\d+|\^)*)$/.exec(revision) ?? [];
  let found = named(state, name);
  for (const [step] of steps.matchAll(/~\d+|\^/g))
    for (let left = step === "^" ? 1 : Number(step.slice(1)); left > 0; left -= 1)
      found = (found === null ? undefined : state.commits.get(found)?.parents[0]) ?? null;
  return found;
}

function named(state: RepositoryState, name: string): string | null {
  if (name === "HEAD") return state.head.startsWith("refs/") ? (state.refs.get(state.head) ?? null) : state.head;
  for (const ref of [name, `refs/${name}`, `refs/tags/${name}`, `refs/heads/${name}`, `refs/remotes/${name}`]) {
    const commit = state.refs.get(ref);
    if (commit !== undefined) return commit;
  }
  if (!/^[0-9a-f]{4,40}$/.test(name)) return null;
  const found = [...state.commits.keys()].filter((hash) => hash.startsWith(name));
  return found.length === 1 ? (found[0] ?? null) : null;
}
