import type { Instant } from "../../model/instant.ts";
import type { GitReader } from "../../ports/git.ts";
import type { JournalRecord, JournalStore } from "../../ports/journal.ts";
import { trustedJournal } from "../after-merge/trusted-journal.ts";
import type { DefaultLine } from "./default-line.ts";

/** A commit that an unattended run applied completely, and when. */
export interface AppliedCommit {
  readonly commit: string;
  readonly at: Instant;
}

/** What the journal records about the commit that answers a question. */
export interface AppliedState {
  /** The first complete apply of the commit or of a later one; null: the journal has none. */
  readonly first: AppliedCommit | null;
  /** The last complete apply up to the instant of the question; null: the journal has none. */
  readonly last: AppliedCommit | null;
  /** Why the journal is not used, as a sentence; null: it is used. */
  readonly unknown: string | null;
}

export const notUsed = (unknown: string): AppliedState => ({ first: null, last: null, unknown });

/**
 * Returns when a commit was applied, from the believed records of the journal.
 * @param at the instant of the question
 */
export async function appliedState(
  answered: { readonly commit: string; readonly at: Instant },
  { branch, tip, line }: DefaultLine,
  ports: {
    readonly git: Pick<GitReader, "fileVersions" | "lineSince">;
    readonly journal: Pick<JournalStore, "verified">;
  },
): Promise<AppliedState> {
  if (branch === null) return notUsed("HEAD is detached, so the branch of the journal is unknown.");
  const trusted = await trustedJournal(ports.journal, { branch, tip }, ports.git);
  if (trusted === null) return notUsed("No commit declares a journal key.");
  if (trusted.refusal !== null) return notUsed(`The journal is not trusted: ${trusted.refusal.message}`);
  if (trusted.reading.isMissing) return notUsed("This clone does not have the journal. Fetch it: git fetch origin");
  return appliedIn(trusted.reading.believed, answered, line);
}

/** Returns the same from the believed records. */
export function appliedIn(
  records: readonly JournalRecord[],
  { commit, at }: { readonly commit: string; readonly at: Instant },
  line: DefaultLine["line"],
): AppliedState {
  const position = new Map(line.map((one, index) => [one.commit, index]));
  const own = position.get(commit) ?? Infinity;
  const applied = records.flatMap((record) =>
    record.kind === "commit-settled" && record.converged ? [{ commit: record.commit, at: Date.parse(record.at) }] : [],
  );
  return {
    first: applied.find((one) => (position.get(one.commit) ?? -1) >= own) ?? null,
    last: applied.findLast((one) => one.at <= at) ?? null,
    unknown: null,
  };
}
