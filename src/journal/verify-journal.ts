import { type ChainEnd, emptyChain, follow } from "./chain.ts";
import { readRegularFile } from "./regular-file.ts";

/** The result of a journal check. `line` counts from 1. */
export type JournalCheck =
  | { readonly kind: "intact"; readonly end: ChainEnd }
  | { readonly kind: "missing" }
  | { readonly kind: "broken"; readonly line: number; readonly reason: string };

/**
 * Checks the chain from the first line to the last and returns the first broken line. The file cannot show that lines
 * are missing at its end: compare `end` with a copy of the last hash that is kept elsewhere.
 * @throws JournalError when the file cannot be read or is not a regular file
 */
export function verifyJournal(path: string): JournalCheck {
  const content = readRegularFile(path);
  return content === null ? { kind: "missing" } : checkChain(content).check;
}

export interface ChainReading {
  readonly check: Exclude<JournalCheck, { kind: "missing" }>;
  /** The last line when it has no line end: a record that was only partly written. */
  readonly cutOff: { readonly from: number; readonly end: ChainEnd } | null;
}

/** Checks all lines of the content. */
export function checkChain(content: Buffer): ChainReading {
  let end: ChainEnd = emptyChain;
  let from = 0;
  while (from < content.length) {
    const line = end.records + 1;
    const to = content.indexOf(0x0a, from);
    if (to === -1)
      return {
        check: { kind: "broken", line, reason: "it is cut off before its end" },
        cutOff: { from, end },
      };
    const next = follow(content.subarray(from, to), end);
    if (typeof next === "string") return { check: { kind: "broken", line, reason: next }, cutOff: null };
    end = next;
    from = to + 1;
  }
  return { check: { kind: "intact", end }, cutOff: null };
}
