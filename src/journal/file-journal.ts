import { closeSync, fchmodSync, fstatSync, fsyncSync, ftruncateSync, readFileSync, writeSync } from "node:fs";
import { type Journal, JournalError, type JournalRecord } from "../ports/journal.ts";
import { type ChainEnd, chained } from "./chain.ts";
import { checkRegular, openForAppend } from "./regular-file.ts";
import { checkChain } from "./verify-journal.ts";

/**
 * A journal in a file of JSON lines, each carrying the hash of the one before. An existing file is continued after its
 * whole chain was checked. A record that a crash cut off in its middle was never acknowledged, so nothing was sent because
 * of it: it is taken off, and the chain goes on.
 * @throws JournalError when the file is not to be trusted or cannot be written
 */
export function openFileJournal(path: string): Journal {
  let place = withFile(path, (descriptor) => {
    fchmodSync(descriptor, 0o600); // it holds names and addresses
    const content = readFileSync(descriptor);
    const { check, cutOff } = checkChain(content);
    if (cutOff !== null) {
      ftruncateSync(descriptor, cutOff.from);
      fsyncSync(descriptor);
      return placeOf(descriptor, cutOff.end);
    }
    if (check.kind === "broken")
      throw new JournalError(
        `${path} is broken at line ${check.line}: ${check.reason}. Keep it as evidence, find out who changed it, and name a new journal with --journal.`,
      );
    return placeOf(descriptor, check.end);
  });
  let failure: JournalError | null = null;

  const append = (record: JournalRecord): void => {
    if (failure !== null) throw failure;
    try {
      place = withFile(path, (descriptor) => {
        checkUntouched(path, place, placeOf(descriptor, place.end));
        const { line, end } = chained(record, place.end);
        writeAll(descriptor, Buffer.from(`${line}\n`));
        fsyncSync(descriptor);
        return placeOf(descriptor, end);
      });
    } catch (problem) {
      // A half-written line may stand at the end now; what follows it could not be trusted.
      const words = problem instanceof Error ? problem.message : String(problem);
      failure = problem instanceof JournalError ? problem : new JournalError(`${path} cannot be written: ${words}`);
      throw failure;
    }
  };
  return { append: async (record) => append(record) };
}

/** Which file it is, how long, and where its chain stands. */
interface JournalPlace {
  readonly file: string;
  readonly size: number;
  readonly end: ChainEnd;
}

function placeOf(descriptor: number, end: ChainEnd): JournalPlace {
  const { dev, ino, size } = fstatSync(descriptor);
  return { file: `${dev}:${ino}`, size, end };
}

/** Two runs that write one journal would break its chain, and should not write to one provider either. */
function checkUntouched(path: string, expected: JournalPlace, found: JournalPlace): void {
  if (found.file !== expected.file) throw new JournalError(`${path} was replaced while the run was writing to it`);
  if (found.size !== expected.size)
    throw new JournalError(`something else writes to ${path}; is a second run under way?`);
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
