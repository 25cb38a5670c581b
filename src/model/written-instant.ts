import type { Instant } from "./instant.ts";

const instant = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:[Zz]|[+-](\d{2}):(\d{2}))$/;

/** Parses RFC 3339 with a zone; undefined where the text is invalid. A leap second counts as the next second. */
export function parseInstant(text: string): Instant | undefined {
  const match = instant.exec(text);
  if (match === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(4, 7).map(Number);
  const [zoneHours = 0, zoneMinutes = 0] = match.slice(8, 10).map((part) => Number(part ?? 0));
  if (utcDay(match) === undefined || hours > 23 || minutes > 59 || seconds > 60 || zoneHours > 23 || zoneMinutes > 59)
    return undefined;
  const value = Date.parse(seconds === 60 ? text.replace(/:60/, ":59") : text.toUpperCase());
  return Number.isNaN(value) ? undefined : seconds === 60 ? value + 1000 : value;
}

/** Returns the instant at which a day begins in UTC, from the year, month and day of a match; undefined where the day does not exist. */
export function utcDay(match: RegExpExecArray): number | undefined {
  const [year = 0, month = 0, date = 0] = match.slice(1, 4).map(Number);
  const value = new Date(Date.UTC(year, month - 1, date));
  return value.getUTCMonth() === month - 1 && value.getUTCDate() === date && year >= 1000 ? value.getTime() : undefined;
}
