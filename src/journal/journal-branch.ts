import type { JournalStore, JournalTrust } from "../ports/journal.ts";
import { openBranchJournal } from "./branch-journal.ts";
import { type BranchGit, type BranchTip, type JournalBranch, readTip } from "./branch-store.ts";
import { recordsIn } from "./read-journal.ts";
import { leaseIn } from "./lease.ts";
import { verifySigned } from "./verify-signed.ts";

/**
 * Returns the journal that is kept on a branch of a remote. It is read once: a run continues the version that it has read,
 * and is refused where the branch has moved since.
 */
export function journalBranch(git: BranchGit, place: JournalBranch): JournalStore {
  let first: Promise<BranchTip> | undefined;
  let trust: JournalTrust | null = null;
  const tip = (): Promise<BranchTip> => (first ??= readTip(git, place));
  const name = `${place.branch} of ${place.remote}`;
  /** Without a trust, nothing says which records count, so all of them do. */
  const leaseOf = ({ content, versions }: BranchTip) =>
    trust === null
      ? leaseIn(content === null ? [] : recordsIn(content, name))
      : verifySigned(content, { ...trust, versions }).lease;
  return {
    async read() {
      const { content } = await tip();
      return content === null ? null : recordsIn(content, name);
    },
    async verified(given) {
      trust = given;
      const { content, versions } = await tip();
      return verifySigned(content, { ...given, versions });
    },
    open: async (opening) => openBranchJournal({ git, place, name, tip: await tip(), leaseOf }, opening),
  };
}
