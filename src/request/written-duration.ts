import { type Duration, parseDuration } from "../model/duration.ts";

const units = {
  minute: /^(?:min|mins|minute|minutes)$/,
  hour: /^(?:h|hour|hours)$/,
  day: /^(?:d|day|days)$/,
  week: /^(?:w|week|weeks)$/,
  month: /^(?:month|months)$/,
} as const;

/**
 * Parses a duration as people write it: `4h`, `3 days`, `1 day 4 hours`, or ISO 8601 in any letter case. Undefined: the text
 * is not a duration. A bare `m` could mean minutes or months, and is not one.
 */
export function writtenDuration(written: string): Duration | undefined {
  const text = written.trim().toLowerCase();
  const iso = parseDuration(text.toUpperCase());
  if (iso !== undefined) return iso;
  if (!/^(?:\d{1,6} ?[a-z]+(?:,? (?:and )?|$))+$/.test(text)) return undefined;
  const count = { minute: 0, hour: 0, day: 0, week: 0, month: 0 };
  for (const [, number, name = ""] of text.matchAll(/(\d+) ?([a-z]+)/g)) {
    const unit = (Object.keys(units) as (keyof typeof units)[]).find((known) => units[known].test(name));
    if (unit === undefined) return undefined;
    count[unit] += Number(number);
  }
  const part = (number: number, letter: string): string => (number === 0 ? "" : `${number}${letter}`);
  const date = part(count.month, "M") + part(count.week, "W") + part(count.day, "D");
  const time = part(count.hour, "H") + part(count.minute, "M");
  return parseDuration(`P${date}${time === "" ? "" : `T${time}`}`);
}
