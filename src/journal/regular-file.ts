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

/** Returns the content of a regular file; null where there is none. @throws JournalError for a symbolic link */
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
 * Opens a file for appending, readable by this user only. Creates it and its folder where they are missing.
 * @throws JournalError
 */
export function openForAppend(path: string): number {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A checkout can replace the folder with a link, and so choose where the journal is written.
  if (lstatSync(folder).isSymbolicLink())
    throw new JournalError(`${folder} is a symbolic link. Set a journal in a regular folder with --journal.`);
  const existing = opened(path, constants.O_RDWR | constants.O_APPEND);
  if (existing !== null) return existing;
  const made = opened(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL);
  if (made === null) throw new JournalError(`${path} could not be created.`);
  syncFolder(folder);
  return made;
}

/** Rejects links and devices, which could redirect the journal. @throws JournalError */
export function checkRegular(path: string, stats: Stats): void {
  if (!stats.isFile()) throw new JournalError(`${path} is not a regular file. Set another journal with --journal.`);
  if (stats.nlink > 1)
    throw new JournalError(`${path} has a second name (a hard link). Set another journal with --journal.`);
}

function opened(path: string, flags: number): number | null {
  try {
    // O_NONBLOCK: a pipe in place of the file must not block the program.
    return openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
  } catch (problem) {
    const code = problem instanceof Error && "code" in problem ? problem.code : undefined;
    if (code === "ENOENT") return null;
    if (code === "ELOOP" || code === "EMLINK")
      throw new JournalError(`${path} is a symbolic link. Set the file itself with --journal.`);
    throw new JournalError(
      `${path} cannot be opened: ${problem instanceof Error ? problem.message : String(problem)}. Without a journal, Rolecall writes to no provider.`,
    );
  }
}

/** Syncs the folder, so that the file's entry in it survives a crash. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
