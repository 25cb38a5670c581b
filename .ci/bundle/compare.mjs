// Compares bundles: two folders, or a folder with the files of a commit.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../generate/schemas.mjs";

/** The committed bundle of the last release, which the workflows run. */
export const committedPath = ".github/actions/rolecall/dist";
export const committed = join(root, committedPath);

/** Returns the files of a folder by name. */
export function filesOf(folder) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** Returns the files that `folder` has at a revision of the repository `within`, by name. */
export function filesAt(revision, folder, within = root) {
  const git = (...argv) => execFileSync("git", argv, { cwd: within, maxBuffer: 1 << 28 });
  const listed = git("ls-tree", "-z", "--name-only", `${revision}^{commit}`, "--", `${folder}/`);
  const paths = listed.toString().split("\0").filter(Boolean);
  return new Map(paths.map((path) => [path.slice(folder.length + 1), git("cat-file", "blob", `${revision}:${path}`)]));
}

/** Returns the names of the files that differ. */
export function differences(left, right) {
  const names = [...new Set([...left.keys(), ...right.keys()])].sort((one, other) => (one < other ? -1 : 1));
  return names.filter((name) => !left.has(name) || !right.has(name) || !left.get(name).equals(right.get(name)));
}
