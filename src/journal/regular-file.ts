import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  type Stats,
} from "node:fs";
import { dirname } from "node:path";
import { JournalError } from "../ports/journal.ts";

/** The content of a regular file that is no symbolic link; null where there is none. @throws JournalError */
export function readRegularFile(path: string): Buffer | null {
  const descriptor = opened(path, constants.O_RDONLY);
  if (descriptor === null) return null;
  try {
    checkRegular(path, fstatSync(descriptor));
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Opens a file for this user alone to append to, and makes it, its folder too, where there is none. @throws JournalError
 */
export function openForAppend(path: string): number {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A checkout may bring a link in the folder's place, and with it the choice of where the record goes.
  if (lstatSync(folder).isSymbolicLink())
    throw new JournalError(`${folder} is a symbolic link. Name a journal in a real folder with --journal.`);
  const existing = opened(path, constants.O_RDWR | constants.O_APPEND);
  if (existing !== null) return existing;
  const made = opened(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL);
  if (made === null) throw new JournalError(`${path} could not be made.`);
  syncFolder(folder);
  return made;
}

/** A link or a device could lead the record elsewhere. @throws JournalError */
export function checkRegular(path: string, stats: Stats): void {
  if (!stats.isFile()) throw new JournalError(`${path} is no regular file. Name another journal with --journal.`);
  if (stats.nlink > 1)
    throw new JournalError(`${path} has a second name (a hard link). Name another journal with --journal.`);
}

function opened(path: string, flags: number): number | null {
  try {
    // O_NONBLOCK: a pipe in the file's place must not make the program wait for ever.
    return openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
  } catch (problem) {
    const code = problem instanceof Error && "code" in problem ? problem.code : undefined;
    if (code === "ENOENT") return null;
    if (code === "ELOOP" || code === "EMLINK")
      throw new JournalError(`${path} is a symbolic link. Name the file itself with --journal.`);
    throw new JournalError(
      `${path} cannot be opened: ${problem instanceof Error ? problem.message : String(problem)}. Nothing is written to a provider without a journal.`,
    );
  }
}

/** The file's entry in its folder has to survive a crash as well. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
