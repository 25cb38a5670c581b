import { closeSync, fchmodSync, fstatSync, fsyncSync, ftruncateSync, readFileSync, writeSync } from "node:fs";
import { type Journal, JournalError, type JournalRecord, type JournalSigning } from "../ports/journal.ts";
import { batchOf } from "./batch.ts";
import type { ChainEnd } from "./chain.ts";
import { preambleOf } from "./preamble.ts";
import { checkRegular, openForAppend } from "./regular-file.ts";
import { checkChain } from "./verify-journal.ts";

/**
 * Opens a journal: a file of JSON lines, where each line carries the hash of the line before. Checks the complete chain
 * of an existing file and continues it. Removes a last record that a crash cut off: it was never acknowledged, so no
 * request was sent because of it. Signs every batch where `signing` is not null; the caller has verified the signatures.
 * @throws JournalError when the file cannot be trusted or written
 */
export function openFileJournal(path: string, signing: JournalSigning | null = null): Journal {
  let preamble: readonly JournalRecord[] = [];
  let place = withFile(path, (descriptor) => {
    fchmodSync(descriptor, 0o600); // it contains names and addresses
    const content = readFileSync(descriptor);
    const { check, cutOff } = checkChain(content);
    if (signing !== null) preamble = preambleOf(content.subarray(0, cutOff?.from), signing);
    if (cutOff !== null) {
      ftruncateSync(descriptor, cutOff.from);
      fsyncSync(descriptor);
      return placeOf(descriptor, cutOff.end);
    }
    if (check.kind === "broken")
      throw new JournalError(
        `${path} is broken at line ${check.line}: ${check.reason}. Keep the file as evidence, find out who changed it, and set a new journal with --journal.`,
      );
    return placeOf(descriptor, check.end);
  });
  let failure: JournalError | null = null;

  const write = (records: readonly JournalRecord[], isSealed: boolean): void => {
    if (failure !== null) throw failure;
    try {
      place = withFile(path, (descriptor) => {
        checkUntouched(path, place, placeOf(descriptor, place.end));
        const { text, end } = batchOf([...preamble, ...records], place.end, isSealed ? signing : null);
        writeAll(descriptor, Buffer.from(text));
        fsyncSync(descriptor);
        return placeOf(descriptor, end);
      });
      preamble = [];
    } catch (problem) {
      // The file may now end with a partial line; a record after it could not be trusted.
      const message = problem instanceof Error ? problem.message : String(problem);
      failure = problem instanceof JournalError ? problem : new JournalError(`${path} cannot be written: ${message}`);
      throw failure;
    }
  };
  const seal = async (records: readonly JournalRecord[]): Promise<void> => write(records, true);
  return {
    intentsAtOnce: 1,
    append: async (record) => write([record], false),
    seal,
    // A second process that writes to the file is noticed at the next record.
    checkLease: async () => undefined,
    close: async (records) => (records.length === 0 ? undefined : seal(records)),
  };
}

/** The identity of the file, its size, and the end of its chain. */
interface JournalPlace {
  readonly file: string;
  readonly size: number;
  readonly end: ChainEnd;
}

function placeOf(descriptor: number, end: ChainEnd): JournalPlace {
  const { dev, ino, size } = fstatSync(descriptor);
  return { file: `${dev}:${ino}`, size, end };
}

/** Fails when the file changed: two runs that write one journal would break its chain. */
function checkUntouched(path: string, expected: JournalPlace, found: JournalPlace): void {
  if (found.file !== expected.file) throw new JournalError(`${path} was replaced while the run was writing to it`);
  if (found.size !== expected.size)
    throw new JournalError(`Another process writes to ${path}. Check that no second run is active.`);
}

function withFile<T>(path: string, use: (descriptor: number) => T): T {
  const descriptor = openForAppend(path);
  try {
    checkRegular(path, fstatSync(descriptor));
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  let from = 0;
  while (from < bytes.length) from += writeSync(descriptor, bytes, from);
}
