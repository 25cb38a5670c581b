import { parseDuration } from "../model/duration.ts";
import { counted } from "../support/counted.ts";

const units = [
  ["day", 24 * 3_600_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** Returns an ISO 8601 duration as words, for example `4 hours` or `1 year 6 months`; undefined for any other text. */
export function durationText(text: string): string | undefined {
  const duration = parseDuration(text);
  if (duration === undefined) return undefined;
  const parts: string[] = [];
  const [years, months] = [Math.floor(duration.months / 12), duration.months % 12];
  if (years > 0) parts.push(counted(years, "year"));
  if (months > 0) parts.push(counted(months, "month"));
  let rest = duration.milliseconds;
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(counted(count, unit));
  }
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}
