import type { Journal, JournalRecord } from "../ports/journal.ts";

/**
 * Returns a journal whose records are only printed, for a run that cannot continue its own journal. No later run reads it, so
 * a later run looks everything up again.
 * @param print receives one line of JSON for each record
 */
export function printedJournal(print: (line: string) => void): Journal {
  const add = async (records: readonly JournalRecord[]): Promise<void> => {
    for (const record of records) print(JSON.stringify(record));
  };
  return {
    intentsAtOnce: 1,
    append: (record) => add([record]),
    seal: add,
    checkLease: async () => undefined,
    close: add,
  };
}
