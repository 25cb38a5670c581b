import type { Instant } from "./instant.ts";

/** An ISO 8601 duration. Years and months are calendar steps in UTC; the rest is a fixed length. */
export interface Duration {
  readonly text: string;
  readonly months: number;
  readonly milliseconds: number;
}

const shape =
  /^P(?!$)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?!$)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

/** Parses `PT4H`, `P90D`, `P1Y`; undefined where the text is not such a duration. */
export function parseDuration(text: string): Duration | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  return {
    text,
    months: years * 12 + months,
    milliseconds: (((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds) * 1000,
  };
}

/**
 * Returns the instant `duration` after `start`. A month's end stays a month's end (31 January + P1M is the last day of
 * February).
 */
export function addDuration(start: Instant, duration: Duration): Instant {
  if (duration.months === 0) return start + duration.milliseconds;
  const date = new Date(start);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + duration.months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime() + duration.milliseconds;
}
