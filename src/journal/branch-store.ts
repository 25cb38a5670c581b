import { journalFileName } from "../ports/branches.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import type { BranchFile, GitReader, GitWriter } from "../ports/git.ts";
import { JournalError } from "../ports/journal.ts";

/** The git port of the repository whose remote keeps the journal. */
export type BranchGit = Pick<GitReader, "branchFile"> & Pick<GitWriter, "pushFile">;

export interface JournalBranch {
  readonly remote: string;
  readonly branch: string;
}

/** The file of the journal on its branch. */
const path = journalFileName;

/** How many earlier versions a journal is compared with: each run compared those before. */
const comparedVersions = 100;

const author = { name: "rolecall", email: "rolecall@users.noreply.github.com" };

/** The tip of the journal's branch and its content. */
export interface BranchTip {
  /** Null: the remote does not have the branch. */
  readonly commit: string | null;
  /** Null: there is no journal. */
  readonly content: Buffer | null;
  readonly versions: readonly Buffer[];
}

/** Reads the journal at the tip of its branch. @throws JournalError: unknown is not empty */
export async function readTip(git: BranchGit, place: JournalBranch): Promise<BranchTip> {
  const file = await orJournalError(() => git.branchFile({ ...place, path, last: comparedVersions }));
  if (file === null) return { commit: null, content: null, versions: [] };
  return { commit: file.commit, content: bufferOf(file.bytes), versions: versionsIn(file) };
}

/** Pushes the journal on top of a tip. Returns the commit; null: the branch has another tip. @throws JournalError */
export function pushContent(
  git: BranchGit,
  place: JournalBranch,
  { parent, content, message }: { readonly parent: string | null; readonly content: Buffer; readonly message: string },
): Promise<string | null> {
  return orJournalError(() => git.pushFile({ ...place, path, parent, bytes: content, message, author }));
}

const versionsIn = ({ versions }: BranchFile): readonly Buffer[] =>
  versions.flatMap(({ bytes }) => (bytes === null ? [] : [Buffer.from(bytes)]));

const bufferOf = (bytes: Uint8Array | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes));

async function orJournalError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof OperationalError)) throw problem;
    throw new JournalError(`The journal's branch cannot be used: ${problem.message}`);
  }
}
