import { counted } from "../support/counted.ts";
import { localClock } from "../support/local-time.ts";

/** Returns the text of an instant: the start (`from`) or the end (`until`) of a period. */
export type WhenText = (instant: string, bound: "from" | "until") => string;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Returns the text of instants in a time zone, with the time relative to `at`, for example
 * `2026-12-01 19:00 Europe/Berlin (in 11 days)`. A period until midnight lasts until the end of the day before.
 * @param timezone an IANA name or an offset
 * @param at RFC 3339; relative times count from here
 * @throws RangeError when the time zone is unknown, so that the text never has markup
 */
export function whenIn(timezone: string, at: string): WhenText {
  const clock = localClock(timezone);
  const now = Date.parse(at);
  const known = new Map<string, string>(); // Intl is slow, and many grants share an expiry date.
  const textOf: WhenText = (instant, bound) => {
    const milliseconds = Date.parse(instant);
    if (Number.isNaN(milliseconds)) return instant;
    const local = clock(milliseconds);
    const relative = ` (${relativeText(milliseconds - now)})`;
    if (local.time !== "00:00:00") {
      const time = local.time.endsWith(":00") ? local.time.slice(0, 5) : local.time;
      return `${local.day} ${time} ${timezone}${relative}`;
    }
    return bound === "from"
      ? `${local.day} ${timezone}${relative}`
      : `the end of ${clock(milliseconds - 1).day} ${timezone}${relative}`;
  };
  return (instant, bound) => {
    const key = `${bound} ${instant}`;
    const text = known.get(key) ?? textOf(instant, bound);
    known.set(key, text);
    return text;
  };
}

/** Returns for example `in 11 days` or `2 hours ago`. Rounds down to days, hours or minutes. */
function relativeText(difference: number): string {
  const size = Math.abs(difference);
  if (size < minute) return "now";
  const text =
    size >= 2 * day
      ? counted(Math.floor(size / day), "day")
      : size >= hour
        ? counted(Math.floor(size / hour), "hour")
        : counted(Math.floor(size / minute), "minute");
  return difference > 0 ? `in ${text}` : `${text} ago`;
}
