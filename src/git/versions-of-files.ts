import { OperationalError } from "../diagnostics/user-error.ts";
import type { FileVersion } from "../ports/git.ts";
import { appendTo } from "../support/multi-map.ts";
import { readBlobs } from "./commit-source.ts";
import { completeDiff } from "./diff-arguments.ts";
import { requireHistory } from "./first-parents.ts";
import { runGit } from "./run-git.ts";
import { requiredPrefix } from "./folder-prefix.ts";

/**
 * Returns the versions of several files along first parents, oldest first, with one process for the history and one for the
 * contents.
 * @throws OperationalError in a shallow clone, or if git fails
 */
export async function versionsOfFiles(
  root: string,
  { paths, tip }: { readonly paths: readonly string[]; readonly tip: string },
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  const question = "git cannot list the versions of the files";
  await requireHistory(root, question);
  if (paths.length === 0) return new Map();
  const prefix = await requiredPrefix(root);
  const log = ["log", "--no-show-signature", "--first-parent", "--diff-merges=first-parent", "--reverse"];
  const shown = ["--format=%x01%H", "--raw", "--no-abbrev", ...completeDiff, "--stdin"];
  // Git reads the paths from standard input, because the length of a command line is limited.
  const limits = paths.map((path) => `:(top,literal)${prefix}${path}\n`).join("");
  const { status, out, err } = await runGit(root, [...log, ...shown], `${tip}\n--\n${limits}`);
  if (status !== 0) throw new OperationalError(`${question}: ${err}`);
  const changes = changesIn(out.toString("utf8"), prefix);
  const blobs = await readBlobs(
    root,
    changes.flatMap(({ blob }) => (blob === null ? [] : [blob])),
  );
  const versions = new Map<string, FileVersion[]>();
  for (const { commit, path, blob } of changes)
    appendTo(versions, path, { commit, bytes: blob === null ? null : (blobs.get(blob) ?? null) });
  return versions;
}

interface Change {
  readonly commit: string;
  readonly path: string;
  /** Null: the commit removed the file. */
  readonly blob: string | null;
}

/** Parses `\x01<commit>`, followed by pairs of `:oldmode newmode oldblob newblob status` and the path. */
function changesIn(text: string, prefix: string): readonly Change[] {
  return text
    .split("\u0001")
    .slice(1)
    .flatMap((part) => {
      const [commit = "", ...words] = part.split("\0");
      const changes: Change[] = [];
      for (let position = 0; position + 1 < words.length; position += 2) {
        const [, , , blob = ""] = (words[position] ?? "").split(" ");
        const path = (words[position + 1] ?? "").slice(prefix.length);
        changes.push({ commit, path, blob: /^0+$/.test(blob) ? null : blob });
      }
      return changes;
    });
}
