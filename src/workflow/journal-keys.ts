import { journalKeysIn } from "../load/journal-keys.ts";
import type { Workspace } from "../ports/workspace.ts";
import { readKeyHistory } from "./after-merge/genesis.ts";

/** The journal keys that a folder and its history list. */
export interface ListedKeys {
  /** The keys of the folder's rolecall.yaml, and every key that the history of the checked-out commit has listed. */
  readonly publicKeys: readonly string[];
  /** Null: the folder is not in a repository, or no commit declares a key. */
  readonly genesis: string | null;
}

/** Returns the journal keys that verify a journal offline. */
export async function listedKeys({ git, readFolder }: Pick<Workspace, "git" | "readFolder">): Promise<ListedKeys> {
  const { entries } = await readFolder();
  const file = entries.find(({ path, kind }) => path === "access/rolecall.yaml" && kind === "file");
  const current = file === undefined ? [] : journalKeysIn(file.bytes);
  if ((await git.prefix()) === null) return { publicKeys: current, genesis: null };
  const branch = await git.currentBranch();
  // A branch without a commit has no history.
  if (branch !== undefined && !(await git.hasBranch(branch))) return { publicKeys: current, genesis: null };
  const history = await readKeyHistory(git, "HEAD");
  const listed = (history?.declared ?? []).flatMap(({ keys }) => keys);
  return { publicKeys: [...new Set([...current, ...listed])], genesis: history?.genesis ?? null };
}
