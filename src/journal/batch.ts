import type { JournalRecord, JournalSigning } from "../ports/journal.ts";
import { type ChainEnd, chained } from "./chain.ts";
import { signatureOver } from "./signature.ts";

/** Returns the lines of a batch. With a signing, the last line is a signature over everything before it. */
export function batchOf(
  records: readonly JournalRecord[],
  from: ChainEnd,
  signing: JournalSigning | null,
): { readonly text: string; readonly end: ChainEnd } {
  let text = "";
  let end = from;
  const add = (record: JournalRecord): void => {
    const next = chained(record, end);
    text += `${next.line}\n`;
    end = next.end;
  };
  records.forEach(add);
  if (signing !== null) add(signatureOver(end.hash, signing.signer));
  return { text, end };
}
