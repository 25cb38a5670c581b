import { OperationalError } from "../diagnostics/user-error.ts";
import { completeDiff } from "./diff-arguments.ts";
import { runGit } from "./run-git.ts";
import { compareText } from "../support/compare.ts";
import { requiredPrefix } from "./folder-prefix.ts";

/**
 * Describes changes to files that the digest does not cover: workflows, CODEOWNERS, the program, policy tests and all other
 * files of the repository except Markdown outside access/. One line for each path with its new mode and blob. Equal texts mean equal contents.
 * @throws OperationalError if git fails
 */
export async function contentBetween(root: string, base: string, head: string): Promise<string> {
  const prefix = await requiredPrefix(root);
  const raw = await outputOf(root, ["diff", "--raw", "--no-abbrev", ...completeDiff, base, head, "--"]);
  const lines: string[] = [];
  const words = raw.split("\0");
  // `:oldmode newmode oldblob newblob status`, then the path.
  for (let position = 0; position + 1 < words.length; position += 2) {
    const [, mode = "", , blob = ""] = (words[position] ?? "").split(" ");
    const path = words[position + 1] ?? "";
    if (isComparedByBytes(path, prefix)) lines.push(`${path}\0${mode}\0${blob}`);
  }
  return lines.sort(compareText).join("\n");
}

/**
 * Checks whether an approval covers the bytes of a file: all files except documents of the access model, whose fields the
 * digest covers, and Markdown outside access/, which has no effect.
 */
export function isComparedByBytes(path: string, prefix: string): boolean {
  const access = `${prefix}access/`;
  if (!path.startsWith(access)) return !path.endsWith(".md");
  return !path.endsWith(".yaml") || path.startsWith(`${access}tests/`);
}

async function outputOf(root: string, args: readonly string[]): Promise<string> {
  const { status, out, err } = await runGit(root, args);
  if (status !== 0) throw new OperationalError(`git cannot compare the other files of the change: ${err}`);
  return out.toString("utf8");
}
