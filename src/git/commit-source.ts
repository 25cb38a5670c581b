import type { Tree, TreeEntry } from "../load/tree.ts";
import { sortedBy } from "../support/compare.ts";
import type { TreeSource } from "../source/folder-source.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import { runGit } from "./run-git.ts";
import { largestFileRead } from "../source/limits.ts";
import { requiredPrefix } from "./folder-prefix.ts";

interface Listed {
  readonly path: string;
  readonly mode: string;
  readonly hash: string;
  readonly size: number;
}

const nothing = new Uint8Array(0);

/**
 * Returns the source for `access/` of a commit: blobs directly from git, without a checkout, so that filters, links and the
 * state of the working folder have no effect. `root` may be a folder inside the repository.
 * @throws OperationalError with a remedy
 */
export function commitSource(root: string, revision: string): TreeSource {
  return { read: () => readCommit(root, revision) };
}

const fullHash = /^[0-9a-f]{40,64}$/;

/** The commits of revisions that are full hashes: what a hash means does not change. */
const resolved = new Map<string, string>();

/** Returns the full hash of a commit. @throws OperationalError if the revision is unknown */
export async function resolveCommit(root: string, revision: string): Promise<string> {
  const key = `${root}\0${revision}`;
  const known = resolved.get(key);
  if (known !== undefined) return known;
  const found = await runGit(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  const hash = found.out.toString("utf8").trim();
  if (found.status === 0 && fullHash.test(hash)) {
    if (fullHash.test(revision)) resolved.set(key, hash);
    return hash;
  }
  const inside = await runGit(root, ["rev-parse", "--is-shallow-repository"]);
  if (inside.status !== 0)
    throw new OperationalError(`${root} is not in a git repository (git: ${inside.err}): set the folder with --root`);
  const shallow = inside.out.toString("utf8").trim() === "true";
  throw new OperationalError(
    shallow
      ? `git does not know the commit "${revision}", and this clone is shallow: fetch the complete history (git fetch --unshallow; in a workflow: fetch-depth: 0)`
      : `git does not know the commit "${revision}": check the spelling, or fetch it (git fetch origin)`,
  );
}

/** The number of commits whose trees are kept: the base and the head of a change. */
const keptTrees = 2;

interface ReadTree {
  readonly key: string;
  readonly tree: Tree;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

/** The trees that were read last, newest first. What a commit contains does not change. */
let recent: readonly ReadTree[] = [];

async function readCommit(root: string, revision: string): Promise<Tree> {
  const commit = await resolveCommit(root, revision);
  const key = `${root}\0${commit}`;
  const known = recent.find((one) => one.key === key);
  if (known !== undefined) return known.tree;
  const prefix = await requiredPrefix(root);
  const top = `${prefix}access`;
  const listing = await runGit(root, ["ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", top]);
  if (listing.status !== 0) throw new OperationalError(`git cannot list the files of ${commit}: ${listing.err}`);
  const listed = listing.out
    .toString("utf8")
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => parseLine(line, prefix));
  const files = listed.filter(({ mode, size }) => isFile(mode) && size <= largestFileRead);
  // A base and a head have most blobs in common, which are read once.
  const earlier = recent.map((one) => one.blobs);
  const blobs = new Map<string, Uint8Array>();
  for (const { hash } of files) {
    const bytes = earlier.find((one) => one.has(hash))?.get(hash);
    if (bytes !== undefined) blobs.set(hash, bytes);
  }
  const missing = [...new Set(files.map(({ hash }) => hash))].filter((hash) => !blobs.has(hash));
  for (const [hash, bytes] of await readBlobs(root, missing)) blobs.set(hash, bytes);
  const entries = listed.map((found): TreeEntry => {
    const { path, mode, hash, size } = found;
    if (isFile(mode)) return { path, kind: "file", size, bytes: blobs.get(hash) ?? nothing };
    return {
      path,
      kind: mode === "120000" ? "symlink" : mode === "160000" ? "submodule" : "other",
      size: 0,
      bytes: nothing,
    };
  });
  const tree: Tree = { exists: entries.length > 0, entries: sortedBy(entries, ({ path }) => path) };
  recent = [{ key, tree, blobs }, ...recent].slice(0, keptTrees);
  return tree;
}

const isFile = (mode: string): boolean => mode === "100644" || mode === "100755";

/** Parses `<mode> <type> <hash> <size>\t<path>`. The size of a submodule is `-`. */
function parseLine(line: string, prefix: string): Listed {
  const tab = line.indexOf("\t");
  const [mode = "", , hash = "", size = "0"] = line.slice(0, tab).split(/ +/);
  return { path: line.slice(tab + 1 + prefix.length), mode, hash, size: Number.parseInt(size, 10) || 0 };
}

/** Reads all blobs with one process, because one process for each takes minutes for many files. */
export async function readBlobs(root: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = [...new Set(hashes)];
  const blobs = new Map<string, Uint8Array>();
  if (wanted.length === 0) return blobs;
  const { status, out, err } = await runGit(root, ["cat-file", "--batch", "--buffer"], `${wanted.join("\n")}\n`);
  if (status !== 0) throw new OperationalError(`git cannot read the files: ${err}`);
  let offset = 0;
  while (offset < out.length) {
    const end = out.indexOf(10, offset);
    const [hash = "", type = "", size = ""] = out.toString("latin1", offset, end).split(" ");
    if (type !== "blob")
      throw new OperationalError(
        `git does not have the content ${hash}: this is a partial clone; fetch the complete content (git fetch --refetch --no-filter)`,
      );
    const length = Number(size);
    blobs.set(hash, out.subarray(end + 1, end + 1 + length));
    offset = end + 1 + length + 1;
  }
  return blobs;
}
