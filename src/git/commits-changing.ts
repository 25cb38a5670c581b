import { OperationalError } from "../diagnostics/user-error.ts";
import { requireHistory } from "./first-parents.ts";
import { requiredPrefix } from "./folder-prefix.ts";
import { runGit } from "./run-git.ts";

/**
 * Returns the commits along first parents that change a file at or below these paths, oldest first.
 * @throws OperationalError in a shallow clone, or if git fails
 */
export async function commitsChanging(
  root: string,
  { paths, tip }: { readonly paths: readonly string[]; readonly tip: string },
): Promise<readonly string[]> {
  const question = "git cannot list the commits that change the files";
  await requireHistory(root, question);
  if (paths.length === 0) return [];
  const prefix = await requiredPrefix(root);
  const log = ["log", "--no-show-signature", "--first-parent", "--reverse", "--format=%H", "--end-of-options", tip];
  const { status, out, err } = await runGit(root, [
    ...log,
    "--",
    ...paths.map((path) =>
      path.includes("/**/") ? `:(top,glob)${escaped(prefix)}${path}` : `:(top,literal)${prefix}${path}`,
    ),
  ]);
  if (status !== 0) throw new OperationalError(`${question}: ${err}`);
  return out
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}

/** Returns a path in which no character has a meaning for a glob. */
const escaped = (path: string): string => path.replaceAll(/[*?[\\]/g, String.raw`\$&`);
