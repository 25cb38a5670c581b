import { JournalError, type JournalRecord, type JournalSigning } from "../ports/journal.ts";

/**
 * Returns the records that stand before the first record of a signed run: the origin in a new journal, and a record that
 * disowns the unsigned records at the end, which the next signature would cover.
 * @param content complete lines of an intact chain
 * @throws JournalError where the journal has records and no signature
 */
export function preambleOf(content: Buffer, { origin }: JournalSigning): readonly JournalRecord[] {
  const records = content
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { readonly record: JournalRecord }).record);
  if (records.length === 0) return [{ kind: "journal-started", ...origin }];
  const signed = records.findLastIndex(({ kind }) => kind === "signature") + 1;
  if (signed === 0)
    throw new JournalError("The journal has records and no signature, so it cannot be continued as a signed one.");
  return signed === records.length ? [] : [{ kind: "disowned", from: signed + 1, to: records.length }];
}
