import { journalKeysIn } from "../../load/journal-keys.ts";
import type { FileVersion, GitReader } from "../../ports/git.ts";

/** The journal keys that one commit of the first-parent line declares, where that commit changed rolecall.yaml. */
export interface DeclaredKeys {
  readonly commit: string;
  readonly keys: readonly string[];
}

/** The journal keys along the first-parent line. */
export interface KeyHistory {
  /** The first commit that declares a key: the set-up, approved by definition. */
  readonly genesis: string;
  /** Oldest first, from genesis. */
  readonly declared: readonly DeclaredKeys[];
}

/**
 * Finds genesis: the first commit on the line whose rolecall.yaml declares a journal key. Null: no commit declares one.
 * @param declared oldest first
 */
export function genesisOf(declared: readonly DeclaredKeys[]): KeyHistory | null {
  const at = declared.findIndex(({ keys }) => keys.length > 0);
  const first = declared[at];
  return first === undefined ? null : { genesis: first.commit, declared: declared.slice(at) };
}

/** Returns the keys that are declared as of a commit. Empty: the commit is not on the line, or before genesis. */
export function keysAsOf(commit: string, { declared }: KeyHistory, line: readonly string[]): readonly string[] {
  const position = new Map(line.map((one, index) => [one, index]));
  const until = position.get(commit);
  if (until === undefined) return [];
  const known = declared.filter((one) => (position.get(one.commit) ?? Infinity) <= until);
  return known.at(-1)?.keys ?? [];
}

/** Reads the journal keys along the first-parent line of a commit. Null: no commit declares one. */
export async function readKeyHistory(git: Pick<GitReader, "fileVersions">, tip: string): Promise<KeyHistory | null> {
  const versions = await git.fileVersions({ path: "access/rolecall.yaml", tip, last: null });
  return genesisOf(versions.map(declaredIn));
}

const declaredIn = ({ commit, bytes }: FileVersion): DeclaredKeys => ({
  commit,
  keys: bytes === null ? [] : journalKeysIn(bytes),
});
