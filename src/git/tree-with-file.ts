import { OperationalError } from "../diagnostics/user-error.ts";
import { answered, runGit } from "./run-git.ts";

/** Returns the parent's tree with one file added or replaced, built from the deepest folder upwards. Null: there is no parent. */
export async function treeWith(
  root: string,
  parent: string | null,
  { path, blob }: { readonly path: string; readonly blob: string },
): Promise<string> {
  const parts = path.split("/");
  let child = `100644 blob ${blob}`;
  for (let depth = parts.length - 1; depth >= 0; depth -= 1) {
    const name = parts[depth] ?? "";
    const folder = parts.slice(0, depth).join("/");
    const entries = parent === null ? [] : await entriesOf(root, `${parent}:${folder}`, depth === 0);
    const others = entries.filter((entry) => entry.slice(entry.indexOf("\t") + 1) !== name);
    child = `040000 tree ${await answered(root, ["mktree", "-z"], [...others, `${child}\t${name}`].join("\0"))}`;
  }
  return child.slice("040000 tree ".length);
}

/** Returns the entries of a folder as `<mode> <type> <hash>\t<name>`; none if the folder does not exist. */
async function entriesOf(root: string, folder: string, isRoot: boolean): Promise<readonly string[]> {
  const known = isRoot || (await runGit(root, ["rev-parse", "--verify", "--quiet", folder])).status === 0;
  if (!known) return [];
  const { status, out, err } = await runGit(root, ["ls-tree", "-z", "--full-tree", folder]);
  if (status !== 0) throw new OperationalError(`git cannot list the folder ${folder}: ${err}`);
  return out
    .toString("utf8")
    .split("\0")
    .filter((entry) => entry !== "");
}
