import { OperationalError } from "../diagnostics/user-error.ts";
import { completeDiff } from "./diff-arguments.ts";
import { runGit } from "./run-git.ts";
import { compareText } from "../support/compare.ts";
import { requiredPrefix } from "./folder-prefix.ts";

/**
 * Returns all paths that differ between a base commit and a head commit, or the working folder if head is null. A moved file
 * has both paths. Paths are relative to `root`, with `../` for files outside it.
 * @throws OperationalError if git fails
 */
export async function changedFilesSince(
  root: string,
  { base, head }: { readonly base: string; readonly head: string | null },
): Promise<readonly string[]> {
  const prefix = await requiredPrefix(root);
  const tracked = await listed(root, [
    "diff",
    "--name-only",
    ...completeDiff,
    base,
    ...(head === null ? [] : [head]),
    "--",
  ]);
  const added =
    head === null ? await listed(root, ["ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"]) : [];
  return [...new Set([...tracked, ...added])].map((path) => relativeTo(prefix, path)).sort(compareText);
}

async function listed(root: string, args: readonly string[]): Promise<readonly string[]> {
  const { status, out, err } = await runGit(root, args);
  if (status !== 0) throw new OperationalError(`git cannot list the files of the change: ${err}`);
  return out
    .toString("utf8")
    .split("\0")
    .filter((path) => path !== "");
}

function relativeTo(prefix: string, path: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : "../".repeat(prefix.split("/").length - 1) + path;
}
