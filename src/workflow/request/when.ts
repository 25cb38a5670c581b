import { UsageError } from "../../diagnostics/user-error.ts";
import { zonedTime } from "../../load/zoned-time.ts";
import type { User } from "../../model/documents.ts";
import { addDuration } from "../../model/duration.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { latestEnd, type RequestOption } from "../../request/requestable.ts";
import { writtenDuration } from "../../request/written-duration.ts";

export interface RequestedTimes {
  readonly starts?: string | undefined;
  readonly expires?: string | undefined;
  readonly forDuration?: string | undefined;
}

/** The times of a grant as written in its file. */
export interface Times {
  readonly starts?: string;
  readonly expires?: string;
}

/** The time zone of plain dates, and the instant of evaluation. */
export interface Calendar {
  readonly timezone: string;
  readonly at: Instant;
}

/**
 * Returns the start and the end as written in the file. A duration begins at the start, else now.
 * @throws UsageError for a text that is not a date, instant or duration, and for an end that has passed
 */
export function timesOf({ starts, expires, forDuration }: RequestedTimes, { timezone, at }: Calendar): Times {
  const time = zonedTime(timezone);
  if (time === undefined)
    throw new UsageError(`unknown time zone ${timezone}: expected an IANA name, for example Europe/Berlin`);
  if (expires !== undefined && forDuration !== undefined)
    throw new UsageError("--expires and --for-duration cannot be combined");
  const start = starts === undefined ? at : time.startOf(starts);
  if (start === undefined)
    throw new UsageError(`--starts ${starts ?? ""}: expected a day such as 2026-12-01, or an instant with a zone`);
  const requestedEnd = endOf({ expires, forDuration }, start);
  const written = {
    ...(starts === undefined ? {} : { starts }),
    ...(requestedEnd === undefined ? {} : { expires: requestedEnd }),
  };
  if (requestedEnd === undefined) return written;
  const end = time.endOf(requestedEnd);
  if (end === undefined)
    throw new UsageError(`--expires ${requestedEnd}: expected a day such as 2026-12-31, or an instant with a zone`);
  if (end <= Math.max(start, at))
    throw new UsageError(`the end ${requestedEnd} is not valid: expected a time after the start and after now`);
  return written;
}

/**
 * Returns the times of a renewal. The new period begins now, so that the limits count from now and the user keeps the
 * access without a gap.
 * @throws UsageError for a later start, which would end the present access now, and for an end that is not later
 */
export function renewalTimes(times: Times, until: Instant, { timezone, at }: Calendar): Times {
  const time = zonedTime(timezone);
  const start = times.starts === undefined ? undefined : time?.startOf(times.starts);
  if (start !== undefined && start > at)
    throw new UsageError(
      `--starts ${times.starts ?? ""} is not valid for a renewal: the present access would end now. Remove the start`,
    );
  const end = times.expires === undefined ? undefined : time?.endOf(times.expires);
  if (end !== undefined && end <= until)
    throw new UsageError(
      `the end ${times.expires ?? ""} is not valid: expected a time after ${formatInstant(until)}, when the present access expires`,
    );
  return { ...times, starts: formatInstant(at) };
}

function endOf({ expires, forDuration }: RequestedTimes, start: Instant): string | undefined {
  if (forDuration === undefined) return expires;
  const duration = writtenDuration(forDuration);
  if (duration === undefined)
    throw new UsageError(`--for-duration ${forDuration}: expected a duration such as 4h, "3 days", PT4H or P30D`);
  return formatInstant(addDuration(start, duration));
}

/** Returns the end of the longest allowed grant as written in the file; undefined: no limit. */
export function longestEnd(
  option: RequestOption,
  user: User,
  { starts, calendar }: { readonly starts: string | undefined; readonly calendar: Calendar },
): string | undefined {
  const start = starts === undefined ? undefined : zonedTime(calendar.timezone)?.startOf(starts);
  const end = latestEnd(option, user, start ?? calendar.at);
  return end === null ? undefined : formatInstant(end);
}

/** Returns a written end as a duration from the start, or as a day or an instant. */
export function writtenEnd(written: string): Pick<RequestedTimes, "expires" | "forDuration"> {
  const text = written.trim();
  return writtenDuration(text) === undefined ? { expires: text } : { forDuration: text };
}

/** Returns the problem of an end that is later than the longest allowed; undefined: it is allowed. */
export function endProblem(
  option: RequestOption,
  user: User,
  { times: { starts, expires }, calendar }: { readonly times: Times; readonly calendar: Calendar },
): string | undefined {
  const time = zonedTime(calendar.timezone);
  const start = starts === undefined ? calendar.at : time?.startOf(starts);
  const end = expires === undefined ? undefined : time?.endOf(expires);
  const latest = latestEnd(option, user, start ?? calendar.at);
  if (end === undefined || latest === null || end <= latest) return undefined;
  return `The end ${expires ?? ""} is not allowed for ${option.name}: expected ${formatInstant(latest)} or earlier.`;
}
