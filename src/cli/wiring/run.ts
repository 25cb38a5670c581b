import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { journalFile } from "../../journal/journal-file.ts";
import type { JournalStore } from "../../ports/journal.ts";
import type { RunPorts } from "../../workflow/carry-out.ts";
import type { CliEnvironment } from "../environment.ts";

/** Returns the ports of a run except its progress; `journal` is the journal's path. */
export function runPortsOf(
  journal: string,
  { cwd, clock, signal }: CliEnvironment,
): Omit<RunPorts, "onProgress"> & {
  readonly journal: JournalStore;
} {
  return { journal: journalFile(resolve(cwd, journal)), clock, signal };
}

/** Returns a unique name for a run. */
export const newRun = (): string => randomBytes(8).toString("hex");
