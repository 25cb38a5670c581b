import { localClock } from "../support/local-time.ts";
import type { Duration } from "./duration.ts";
import { formatInstant, type Instant } from "./instant.ts";

/** Returns a start as people read it: `2026-12-01`, or `2026-12-01 18:00 Europe/Berlin` within a day. */
export function startText(instant: Instant, timezone: string): string {
  const { day, time } = localClock(timezone)(instant);
  return time === "00:00:00" ? day : withTime(day, time, timezone);
}

/** Returns an end as people read it: `the end of 2026-11-30` where it ends at midnight, as a plain date in a file does. */
export function endText(instant: Instant, timezone: string): string {
  const clock = localClock(timezone);
  const { day, time } = clock(instant);
  return time === "00:00:00" ? `the end of ${clock(instant - 1).day}` : withTime(day, time, timezone);
}

/** Returns the latest end that is not after the instant, as it is written in a file: the last whole day, else an instant. */
export function writtenEnd(instant: Instant, timezone: string, after: Instant): string {
  const clock = localClock(timezone);
  const { day, time } = clock(instant);
  if (time === "00:00:00") return clock(instant - 1).day;
  const dayBefore = clock(Date.parse(`${day}T12:00:00Z`) - 24 * 3600_000).day;
  return dayBefore > clock(after).day ? dayBefore : formatInstant(instant);
}

/** Returns a duration in words, `90 days`, or `4 hours`. */
export function durationText({ months, milliseconds }: Pick<Duration, "months" | "milliseconds">): string {
  const parts: string[] = [];
  let rest = milliseconds;
  const take = (count: number, unit: string): void => {
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  };
  take(Math.floor(months / 12), "year");
  take(months % 12, "month");
  for (const [unit, size] of units) {
    take(Math.floor(rest / size), unit);
    rest %= size;
  }
  return parts.length === 0 ? "no time" : parts.join(" and ");
}

const units = [
  ["day", 24 * 3600_000],
  ["hour", 3600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

function withTime(day: string, time: string, timezone: string): string {
  return `${day} ${time.endsWith(":00") ? time.slice(0, 5) : time} ${timezone}`;
}
