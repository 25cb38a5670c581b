import { JournalError, type JournalRecord } from "../ports/journal.ts";
import { readRegularFile } from "./regular-file.ts";
import { checkChain } from "./verify-journal.ts";

/**
 * Every record of a journal, oldest first, after its whole chain was checked; null where there is no journal. A last record
 * that a crash cut off was never acknowledged and is left out.
 * @throws JournalError when the file is not to be trusted or cannot be read
 */
export function readJournal(path: string): readonly JournalRecord[] | null {
  const content = readRegularFile(path);
  if (content === null) return null;
  const { check, cutOff } = checkChain(content);
  if (check.kind === "broken" && cutOff === null)
    throw new JournalError(
      `${path} is broken at line ${check.line}: ${check.reason}. Keep it as evidence, and find out who changed it.`,
    );
  const whole = cutOff === null ? content : content.subarray(0, cutOff.from);
  return whole
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { readonly record: JournalRecord }).record);
}
