import { UsageError, UserError } from "../diagnostics/user-error.ts";
import type { AccessModel } from "../model/documents.ts";
import { type Duration, parseDuration } from "../model/duration.ts";
import type { Earlier, HowRead } from "../workflow/observe-since.ts";
import { readSnapshot } from "./snapshot.ts";

const defaultFullAfter = "PT24H";

/**
 * Returns the time after which everything is read again.
 * @throws UsageError for a text that is not a positive duration
 */
export function fullAfterOf(text: string = defaultFullAfter): Duration {
  const duration = parseDuration(text);
  if (duration === undefined || duration.milliseconds + duration.months <= 0)
    throw new UsageError(
      `--full-after is not valid: expected a duration such as PT24H or P7D, got ${JSON.stringify(text)}.`,
    );
  return duration;
}

/**
 * Reads a recorded snapshot to start from. A file that cannot be used is a reason to read everything.
 * @param file the path as the user wrote it
 */
export function earlierIn(path: string, file: string, model: AccessModel): Earlier {
  try {
    return { kind: "recorded", observations: readSnapshot(path, model) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: "none", reason: error.message.replaceAll(path, file) };
  }
}

/** Returns one sentence on how a system was read. */
export function howReadText(read: HowRead, file: string): string {
  return read.kind === "changes"
    ? `Read the changes in ${read.system} since ${file}.`
    : `Read everything in ${read.system}: ${read.reason.replace(/\.$/, "")}.`;
}
