import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Tree, TreeEntry } from "../load/tree.ts";
import { sortedBy } from "../support/compare.ts";
import { largestFileRead } from "./limits.ts";

/** The source of a tree. */
export interface TreeSource {
  /** Reads everything under `access/`. Throws an `Error` with a plain message if that is not possible. */
  readonly read: () => Promise<Tree>;
}

const nothing = new Uint8Array(0);

/**
 * Returns the source for `access/` of the working folder. Symbolic links are listed, never followed, so that no file outside
 * the folder is read. Reading is synchronous because that is several times faster for many small files.
 */
export function folderSource(root: string): TreeSource {
  return { read: () => Promise.resolve().then(() => readFolder(resolve(root))) };
}

function readFolder(root: string): Tree {
  const top = join(root, "access");
  let stat;
  try {
    stat = lstatSync(top);
  } catch (problem) {
    if (isMissing(problem)) return { exists: false, entries: [] };
    throw problem;
  }
  if (!stat.isDirectory())
    return {
      exists: true,
      entries: [{ path: "access", kind: stat.isSymbolicLink() ? "symlink" : "other", size: 0, bytes: nothing }],
    };
  const entries: TreeEntry[] = [];
  const folders = [{ folder: top, path: "access" }];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const found of readdirSync(next.folder, { withFileTypes: true })) {
      const path = `${next.path}/${found.name}`;
      const file = `${next.folder}/${found.name}`;
      if (found.isDirectory() && !existsSync(join(file, ".git"))) folders.push({ folder: file, path });
      else if (found.isFile() && !found.name.includes("\ufffd")) entries.push(readFile(file, path));
      else
        entries.push({
          path,
          kind: found.isDirectory() ? "submodule" : found.isSymbolicLink() ? "symlink" : "other",
          size: 0,
          bytes: nothing,
        });
    }
  }
  return { exists: true, entries: sortedBy(entries, ({ path }) => path) };
}

function readFile(file: string, path: string): TreeEntry {
  // NOFOLLOW: a file that became a link after it was listed is rejected, not read.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size } = fstatSync(handle);
    return size > largestFileRead
      ? { path, kind: "file", size, bytes: nothing }
      : { path, kind: "file", size, bytes: readFileSync(handle) };
  } finally {
    closeSync(handle);
  }
}

function isMissing(problem: unknown): boolean {
  return typeof problem === "object" && problem !== null && "code" in problem && problem.code === "ENOENT";
}
