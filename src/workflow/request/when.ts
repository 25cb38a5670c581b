import { UsageError } from "../../diagnostics/user-error.ts";
import { zonedTime } from "../../load/zoned-time.ts";
import type { User } from "../../model/documents.ts";
import { addDuration, parseDuration } from "../../model/duration.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { latestEnd, type RequestOption } from "../../request/requestable.ts";

export interface TimesWanted {
  readonly starts?: string | undefined;
  readonly expires?: string | undefined;
  readonly forDuration?: string | undefined;
}

/** A grant's times as they go into its file. */
export interface Times {
  readonly starts?: string;
  readonly expires?: string;
}

/** The time zone in which plain dates are meant, and the instant of evaluation. */
export interface Calendar {
  readonly timezone: string;
  readonly at: Instant;
}

/**
 * The start and the end as the file has them. A duration counts from the start, else from now.
 * @throws UsageError for what is no date, instant or duration, and for an end that has passed
 */
export function timesOf({ starts, expires, forDuration }: TimesWanted, { timezone, at }: Calendar): Times {
  const time = zonedTime(timezone);
  if (time === undefined) throw new UsageError(`${timezone} is no time zone that is known here`);
  if (expires !== undefined && forDuration !== undefined)
    throw new UsageError("--expires and --for-duration both say when it ends: give one of them");
  const start = starts === undefined ? at : time.startOf(starts);
  if (start === undefined)
    throw new UsageError(`--starts ${starts ?? ""}: write a day such as 2026-12-01, or an instant with a zone`);
  const wantedEnd = endOf({ expires, forDuration }, start);
  const written = {
    ...(starts === undefined ? {} : { starts }),
    ...(wantedEnd === undefined ? {} : { expires: wantedEnd }),
  };
  if (wantedEnd === undefined) return written;
  const end = time.endOf(wantedEnd);
  if (end === undefined)
    throw new UsageError(`--expires ${wantedEnd}: write a day such as 2026-12-31, or an instant with a zone`);
  if (end <= Math.max(start, at))
    throw new UsageError(`the end ${wantedEnd} is not after the start, or has passed: nothing would be given`);
  return written;
}

function endOf({ expires, forDuration }: TimesWanted, start: Instant): string | undefined {
  if (forDuration === undefined) return expires;
  const duration = parseDuration(forDuration);
  if (duration === undefined)
    throw new UsageError(`--for-duration ${forDuration}: write an ISO 8601 duration such as PT4H or P30D`);
  return formatInstant(addDuration(start, duration));
}

/** The end of the longest grant that may be given, as it goes into the file; undefined: nothing ends it. */
export function longestEnd(
  option: RequestOption,
  user: User,
  { starts, calendar }: { readonly starts: string | undefined; readonly calendar: Calendar },
): string | undefined {
  const start = starts === undefined ? undefined : zonedTime(calendar.timezone)?.startOf(starts);
  const end = latestEnd(option, user, start ?? calendar.at);
  return end === null ? undefined : formatInstant(end);
}
