import { OperationalError } from "../diagnostics/user-error.ts";
import { runGit } from "./run-git.ts";

/** The prefixes of folders that are in a repository. A folder does not move while the program runs. */
const known = new Map<string, string>();

/** Returns the path from the root of the repository to a folder: empty, or with a trailing slash; null: not in a repository. */
export async function folderPrefix(root: string): Promise<string | null> {
  const found = known.get(root);
  if (found !== undefined) return found;
  const { status, out } = await runGit(root, ["rev-parse", "--show-prefix"]);
  if (status !== 0) return null;
  const prefix = out.toString("utf8").replace(/\n$/, "");
  known.set(root, prefix);
  return prefix;
}

/** Returns the same of a folder that must be in a repository. @throws OperationalError where it is not */
export async function requiredPrefix(root: string): Promise<string> {
  const prefix = await folderPrefix(root);
  if (prefix === null) throw new OperationalError(`${root} is not in a git repository: set the folder with --root`);
  return prefix;
}
