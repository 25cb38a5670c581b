import type { JournalStore } from "../ports/journal.ts";
import { openFileJournal } from "./file-journal.ts";
import { readJournal } from "./read-journal.ts";

/** Returns the journal that is kept in a file. */
export function journalFile(path: string): JournalStore {
  return { read: () => readJournal(path), open: () => openFileJournal(path) };
}
