import { createHash } from "node:crypto";
import { compareText } from "../../../src/support/compare.ts";

/** Path from the repository's root to the file's text. */
export type Files = ReadonlyMap<string, string>;

/** Path to the file's new text; null removes the file. */
export type Edit = Readonly<Record<string, string | null>>;

export interface Author {
  readonly name: string;
  readonly email: string;
}

export interface StoredCommit {
  readonly hash: string;
  /** Equal for equal files, independent of the commit. */
  readonly tree: string;
  readonly parents: readonly string[];
  readonly files: Files;
  readonly author: Author;
  readonly message: string;
  /** The committer date. */
  readonly committedAt: number;
}

/** The commits of a repository by hash. */
export type Commits = Map<string, StoredCommit>;

/** Returns a commit. Equal arguments give the same hash; `salt` distinguishes two commits of the same files. */
export function commitOf(commit: Omit<StoredCommit, "hash" | "tree">, salt: string): StoredCommit {
  const tree = hashOf([...commit.files].map(([path, text]) => `${path}\0${blobOf(text)}`).sort(compareText));
  const { parents, author, message, committedAt } = commit;
  const text = [tree, ...parents, author.name, author.email, message, String(committedAt), salt];
  return { ...commit, tree, hash: hashOf(text) };
}

const blobs = new Map<string, string>();

/** Returns the hash that git gives a file with this text. */
export function blobOf(text: string): string {
  const known = blobs.get(text);
  if (known !== undefined) return known;
  const hash = createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
  blobs.set(text, hash);
  return hash;
}

const hashOf = (parts: readonly string[]): string => createHash("sha1").update(JSON.stringify(parts)).digest("hex");

/** Returns the files after an edit. */
export function edited(files: Files, edit: Edit): Files {
  const after = new Map(files);
  for (const [path, text] of Object.entries(edit))
    if (text === null) after.delete(path);
    else after.set(path, text);
  return after;
}

/** Returns every path whose text differs or is missing on one side, sorted. */
export function differingPaths(left: Files, right: Files): readonly string[] {
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => left.get(path) !== right.get(path))
    .sort(compareText);
}

/** Returns a commit and its ancestors; empty when the repository does not have it. */
export function ancestry(commits: Commits, hash: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [hash];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const commit = commits.get(next);
    if (commit === undefined || found.has(next)) continue;
    found.add(next);
    open.push(...commit.parents);
  }
  return found;
}

/** Returns the latest common ancestor of two commits; null: there is none. */
export function mergeBase(commits: Commits, left: string, right: string): string | null {
  const ofRight = ancestry(commits, right);
  const common = [...ancestry(commits, left)].filter((hash) => ofRight.has(hash));
  return common.find((hash) => common.every((other) => other === hash || !ancestry(commits, other).has(hash))) ?? null;
}

/** Returns the files of a merge, file by file; null: both sides changed the same file differently. */
export function mergedFiles(base: Files, left: Files, right: Files): Files | null {
  const files = new Map<string, string>();
  for (const path of new Set([...left.keys(), ...right.keys()])) {
    const [before, ours, theirs] = [base.get(path), left.get(path), right.get(path)];
    if (ours !== theirs && ours !== before && theirs !== before) return null;
    const text = ours === before ? theirs : ours;
    if (text !== undefined) files.set(path, text);
  }
  return files;
}
