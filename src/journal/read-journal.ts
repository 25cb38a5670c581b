import { JournalError, type JournalRecord } from "../ports/journal.ts";
import { readRegularFile } from "./regular-file.ts";
import { checkChain } from "./verify-journal.ts";

/**
 * Returns all records of a journal, oldest first, after a check of the complete chain; null where there is no journal.
 * Leaves out a last record that a crash cut off: it was never acknowledged.
 * @throws JournalError when the file cannot be trusted or read
 */
export function readJournal(path: string): readonly JournalRecord[] | null {
  const content = readRegularFile(path);
  if (content === null) return null;
  const { check, cutOff } = checkChain(content);
  if (check.kind === "broken" && cutOff === null)
    throw new JournalError(
      `${path} is broken at line ${check.line}: ${check.reason}. Keep the file as evidence, and find out who changed it.`,
    );
  const complete = cutOff === null ? content : content.subarray(0, cutOff.from);
  return complete
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { readonly record: JournalRecord }).record);
}
