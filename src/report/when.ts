import { counted } from "../support/counted.ts";
import { type LocalTime, localClock } from "../support/local-time.ts";

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
  return remembered((instant, bound) => {
    const milliseconds = Date.parse(instant);
    if (Number.isNaN(milliseconds)) return instant;
    const local = clock(milliseconds);
    const relative = ` (${relativeText(milliseconds - now)})`;
    if (local.time !== midnight) return `${local.day} ${shortTime(local)} ${timezone}${relative}`;
    return bound === "from"
      ? `${local.day} ${timezone}${relative}`
      : `the end of ${clock(milliseconds - 1).day} ${timezone}${relative}`;
  });
}

/** The texts of instants in an answer. The time zone stands next to each one. */
export interface AnswerTimes {
  /** For example `2026-12-01 19:00 Europe/Berlin`. */
  readonly exact: (instant: string) => string;
  /** The same for a bound of a period: one that ends at midnight lasts until `the end of 2026-11-30 Europe/Berlin`. */
  readonly bound: WhenText;
}

/**
 * Returns the texts of instants in a time zone, without relative times.
 * @param timezone an IANA name or an offset
 * @throws RangeError when the time zone is unknown
 */
export function answerTimesIn(timezone: string): AnswerTimes {
  const clock = localClock(timezone);
  const exact = (instant: string): string => {
    const milliseconds = Date.parse(instant);
    if (Number.isNaN(milliseconds)) return instant;
    const local = clock(milliseconds);
    return `${local.day} ${shortTime(local)} ${timezone}`;
  };
  return {
    exact,
    bound: (instant, bound) => {
      const milliseconds = Date.parse(instant);
      const endsDay = bound === "until" && clock(milliseconds).time === midnight;
      return endsDay ? `the end of ${clock(milliseconds - 1).day} ${timezone}` : exact(instant);
    },
  };
}

/** The texts of dates for a table, without the time zone, which the table names once. */
export interface DateTexts {
  /** For example `1 Dec 2026 (in 3 days)` or `1 Dec 2026, 19:00 (in 3 days)`. A period until midnight ends with the day before. */
  readonly short: WhenText;
  /** For example `Monday, 1 December 2026`. */
  readonly long: WhenText;
  /** For example `1 Dec 2026, 19:00`. */
  readonly exact: (instant: string) => string;
}

/**
 * Returns the texts of dates in a time zone, relative to `at`.
 * @param timezone an IANA name or an offset
 * @param at RFC 3339; relative times count from here
 * @throws RangeError when the time zone is unknown
 */
export function datesIn(timezone: string, at: string): DateTexts {
  const clock = localClock(timezone);
  const now = Date.parse(at);
  const textOf =
    (dateText: (day: string) => string, end: (milliseconds: number) => string): WhenText =>
    (instant, bound) => {
      const milliseconds = Date.parse(instant);
      if (Number.isNaN(milliseconds)) return instant;
      const local = clock(milliseconds);
      if (local.time !== midnight) return `${dateText(local.day)}, ${shortTime(local)}${end(milliseconds)}`;
      return `${dateText(bound === "from" ? local.day : clock(milliseconds - 1).day)}${end(milliseconds)}`;
    };
  return {
    short: remembered(textOf(shortDate, (milliseconds) => ` (${relativeText(milliseconds - now)})`)),
    long: remembered(textOf(longDate, () => "")),
    exact: (instant) => {
      const milliseconds = Date.parse(instant);
      if (Number.isNaN(milliseconds)) return instant;
      const local = clock(milliseconds);
      return `${shortDate(local.day)}, ${local.time.slice(0, 5)}`;
    },
  };
}

const midnight = "00:00:00";

/** Returns the time of day, with seconds only if they are not zero. */
const shortTime = ({ time }: LocalTime): string => (time.endsWith(":00") ? time.slice(0, 5) : time);

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Returns `1 Dec 2026` for `2026-12-01`. */
function shortDate(text: string): string {
  const [year = "", month = "", date = ""] = text.split("-");
  return `${Number(date)} ${(months[Number(month) - 1] ?? month).slice(0, 3)} ${year}`;
}

/** Returns `Tuesday, 1 December 2026` for `2026-12-01`. */
function longDate(text: string): string {
  const [year = "", month = "", date = ""] = text.split("-");
  const weekday = weekdays[new Date(`${text}T00:00:00Z`).getUTCDay()] ?? "";
  return `${weekday}, ${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** Remembers texts, because Intl is slow and many grants share an expiry date. */
function remembered(textOf: WhenText): WhenText {
  const known = new Map<string, string>();
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
