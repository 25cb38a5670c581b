import { RefusedError } from "../../diagnostics/user-error.ts";
import type { GitReader } from "../../ports/git.ts";
import {
  JournalError,
  type JournalOrigin,
  type JournalReading,
  type JournalSigner,
  type JournalStore,
} from "../../ports/journal.ts";
import { type KeyHistory, keysAsOf, readKeyHistory } from "./genesis.ts";

/** The journal of the earlier runs, verified, and the history that says which keys count. */
export interface TrustedJournal {
  readonly reading: JournalReading;
  readonly origin: JournalOrigin;
  /** Returns the keys that are declared as of a commit; the first is the current one. */
  readonly keysAsOf: (commit: string) => readonly string[];
  /** The last commit that declares journal keys. */
  readonly lastDeclared: string;
  /** Why nothing of the journal is believed; null: it is trusted. */
  readonly refusal: RefusedError | null;
}

const restore =
  "Restore the last version of the journal that `rolecall journal` verifies, and find out who changed it and how.";

/**
 * Verifies the journal with the keys of the approved history: those of genesis, and those of every commit that a believed
 * record says has converged. A key that a commit without an approval declares is not among them.
 * @returns null: no commit declares a key, so nothing shows where the approved history begins
 */
export async function trustedJournal(
  journal: Pick<JournalStore, "verified">,
  { branch, tip }: { readonly branch: string; readonly tip: string },
  git: Pick<GitReader, "fileVersions" | "lineSince">,
): Promise<TrustedJournal | null> {
  const history = await readKeyHistory(git, tip);
  if (history === null) return null;
  const { genesis } = history;
  const since = (await git.lineSince(genesis, tip)) ?? [];
  const line = [genesis, ...since.map(({ commit }) => commit)];
  const origin = { genesis, branch };
  const keys = (commit: string): readonly string[] => keysAsOf(commit, history, line);
  const lastDeclared = history.declared.at(-1)?.commit ?? genesis;
  const refused = (message: string): TrustedJournal => ({
    reading: nothingBelieved,
    origin,
    keysAsOf: keys,
    lastDeclared,
    refusal: new RefusedError("unattended/journal", message, restore),
  });
  try {
    const reading = await verifiedWith(journal, { history, line, origin });
    if (reading.problem !== null) return refused(reading.problem.message);
    return { reading, origin, keysAsOf: keys, lastDeclared, refusal: null };
  } catch (problem) {
    if (!(problem instanceof JournalError)) throw problem;
    return refused(problem.message);
  }
}

const nothingBelieved: JournalReading = {
  believed: [],
  end: { records: 0, hash: "" },
  unsigned: null,
  problem: null,
  isMissing: false,
  lease: null,
};

/** The refusal of a run in a branch whose history declares no journal key. */
export const noStart = (branch: string): RefusedError =>
  new RefusedError(
    "unattended/no-start",
    `No commit of ${branch} declares a journal key, so nothing shows where the approved history begins.`,
    "Add `journal.publicKeys` to access/rolecall.yaml, and its private key to the apply environment as ROLECALL_JOURNAL_KEY.",
  );

/** Verifies again as long as what is believed adds keys. */
async function verifiedWith(
  journal: Pick<JournalStore, "verified">,
  {
    history,
    line,
    origin,
  }: { readonly history: KeyHistory; readonly line: readonly string[]; readonly origin: JournalOrigin },
): Promise<JournalReading> {
  let publicKeys: readonly string[] = keysAsOf(origin.genesis, history, line);
  for (;;) {
    const reading = await journal.verified({ publicKeys, origin });
    const added = reading.believed
      .flatMap((record) => (record.kind === "commit-settled" && record.converged ? [record.commit] : []))
      .flatMap((commit) => keysAsOf(commit, history, line));
    const all = [...new Set([...publicKeys, ...added])];
    if (all.length === publicKeys.length) return reading;
    publicKeys = all;
  }
}

/** Returns the signer if it has the current key: the first that the last converged commit declares. Otherwise, returns why not. */
export function currentSigner(
  signer: JournalSigner | null,
  keys: readonly string[],
): { readonly signer: JournalSigner } | { readonly refusal: RefusedError } {
  const [current] = keys;
  if (signer !== null && signer.publicKey === current) return { signer };
  return {
    refusal: new RefusedError(
      "unattended/journal-key",
      signer === null
        ? "ROLECALL_JOURNAL_KEY is not set: expected the private half of the first key in `journal.publicKeys`."
        : `ROLECALL_JOURNAL_KEY does not match the current journal key: expected the private half of ${current ?? "a declared key"}, got that of ${signer.publicKey}.`,
      "Set the secret ROLECALL_JOURNAL_KEY of the apply environment. After a change of the keys is applied, set the new private key.",
    ),
  };
}
