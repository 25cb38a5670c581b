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
  return content === null ? null : recordsIn(content, path);
}

/**
 * Returns all records of a journal's content, oldest first, after a check of the complete chain.
 * @param name the journal's name in messages
 * @throws JournalError when the chain is broken
 */
export function recordsIn(content: Buffer, name: string): readonly JournalRecord[] {
  const { check, cutOff } = checkChain(content);
  if (check.kind === "broken" && cutOff === null)
    throw new JournalError(
      `${name} is broken at line ${check.line}: ${check.reason}. Keep the file as evidence, and find out who changed it.`,
    );
  const complete = cutOff === null ? content : content.subarray(0, cutOff.from);
  return complete
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { readonly record: JournalRecord }).record);
}
