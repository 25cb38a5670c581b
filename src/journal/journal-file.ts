import type { JournalStore } from "../ports/journal.ts";
import { openFileJournal } from "./file-journal.ts";
import { readJournal } from "./read-journal.ts";
import { readRegularFile } from "./regular-file.ts";
import { verifySigned } from "./verify-signed.ts";

/**
 * Returns the journal that is kept in a file.
 * @param versions returns the contents of earlier versions of the file; without it, a cut journal is not noticed
 */
export function journalFile(
  path: string,
  versions: () => Promise<readonly Uint8Array[]> = async () => [],
): JournalStore {
  return {
    read: async () => readJournal(path),
    verified: async (trust) =>
      verifySigned(readRegularFile(path), {
        ...trust,
        versions: (await versions()).map((version) => Buffer.from(version)),
      }),
    open: async ({ signing }) => openFileJournal(path, signing),
  };
}
