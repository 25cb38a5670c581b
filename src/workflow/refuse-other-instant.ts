import { RefusedError } from "../diagnostics/user-error.ts";
import { formatInstant, type Instant } from "../model/instant.ts";

/** How long ago the instant of an apply may be, so that a script can give plan and apply the same one. Unit: milliseconds. */
const longestAgo = 60_000;

/**
 * Refuses to write the state of an instant that is not now, because access would be written before its start or after its
 * end.
 * @throws RefusedError for an instant in the future or more than a minute ago
 */
export function refuseOtherInstant(at: Instant, now: Instant): void {
  if (at <= now && now - at <= longestAgo) return;
  throw new RefusedError(
    "plan/not-now",
    `--at ${formatInstant(at)} is ${at > now ? "in the future" : "more than a minute ago"}: apply writes the state of now, ${formatInstant(now)}. Nothing was written.`,
    "Remove --at. To see the operations of another instant, run rolecall plan --at.",
  );
}
