import { OperationalError } from "../diagnostics/user-error.ts";
import { runGit } from "./run-git.ts";
import { compareText } from "../support/compare.ts";

/**
 * What a change does to files that the digest says nothing of: workflows, the program, policy tests, whatever else lies in
 * the repository. One line for each path with the mode and the blob it has afterwards; equal texts are equal contents.
 * @throws OperationalError when git cannot tell
 */
export async function contentBetween(root: string, base: string, head: string): Promise<string> {
  const prefix = (await asked(root, ["rev-parse", "--show-prefix"])).trim();
  const raw = await asked(root, [
    "diff",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--no-relative",
    "--ignore-submodules=none",
    "--no-ext-diff",
    "--no-textconv",
    "-z",
    base,
    head,
    "--",
  ]);
  const lines: string[] = [];
  const words = raw.split("\0");
  // `:oldmode newmode oldblob newblob status`, then the path.
  for (let position = 0; position + 1 < words.length; position += 2) {
    const [, mode = "", , blob = ""] = (words[position] ?? "").split(" ");
    const path = words[position + 1] ?? "";
    if (!isModelFile(path, prefix)) lines.push(`${path}\0${mode}\0${blob}`);
  }
  return lines.sort(compareText).join("\n");
}

/** Whether the digest says what the file means: documents of the access model, and no other file. */
export function isModelFile(path: string, prefix: string): boolean {
  const access = `${prefix}access/`;
  if (!path.startsWith(access) || !path.endsWith(".yaml")) return false;
  const below = path.slice(access.length);
  return !below.startsWith("tests/") && below !== "hr.yaml";
}

async function asked(root: string, args: readonly string[]): Promise<string> {
  const { status, out, err } = await runGit(root, args);
  if (status !== 0) throw new OperationalError(`git cannot tell what the change does to other files: ${err}`);
  return out.toString("utf8");
}
