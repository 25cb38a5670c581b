import { type LocalClock, localClock } from "../support/local-time.ts";
import type { Instant } from "../model/instant.ts";
import { parseInstant, utcDay } from "../model/written-instant.ts";

/** Converts written starts and ends into instants, in one time zone. */
export interface ZonedTime {
  /** Returns the instant of a start; a plain date starts at 00:00. Undefined where the text is invalid. */
  readonly startOf: (text: string) => Instant | undefined;
  /** Returns the instant of an end; a plain date ends when the next day begins. */
  readonly endOf: (text: string) => Instant | undefined;
}

const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const hour = 3_600_000;

/** Returns the conversion for an IANA time zone; undefined where the zone is unknown. */
export function zonedTime(timezone: string): ZonedTime | undefined {
  let clock: LocalClock;
  try {
    clock = localClock(timezone);
  } catch {
    return undefined;
  }
  // Intl is slow, and many files have the same dates.
  const begins = new Map<number, Instant>();
  const beginOf = (utcMidnight: number): Instant => {
    const known = begins.get(utcMidnight);
    if (known !== undefined) return known;
    const begin = beginOfDay(utcMidnight, clock);
    begins.set(utcMidnight, begin);
    return begin;
  };
  const read = (text: string, days: number): Instant | undefined => {
    const match = day.exec(text);
    if (match === null) return parseInstant(text);
    const midnight = utcDay(match);
    return midnight === undefined ? undefined : beginOf(midnight + days * 24 * hour);
  };
  return { startOf: (text) => read(text, 0), endOf: (text) => read(text, 1) };
}

/**
 * Returns the first instant of a local day. Clocks may skip midnight (the day then begins at 01:00) or pass it twice (the
 * first counts), so the result is the earliest quarter hour at which the clock shows that day.
 */
function beginOfDay(utcMidnight: number, clock: LocalClock): Instant {
  const offsets = [-26, -13, 0, 13, 26].map(
    (hours) => localTime(utcMidnight + hours * hour, clock) - (utcMidnight + hours * hour),
  );
  const candidates = [...new Set(offsets)].map((offset) => utcMidnight - offset).sort((left, right) => left - right);
  const exact = candidates.find((candidate) => localTime(candidate, clock) === utcMidnight);
  if (exact !== undefined) return exact;
  const from = candidates[0] ?? utcMidnight;
  for (let step = 0; step <= 96; step += 1) {
    const candidate = from + (step * hour) / 4;
    if (localTime(candidate, clock) >= utcMidnight) return candidate;
  }
  return utcMidnight;
}

/** Returns the local time of the zone at an instant, as if it were UTC. */
function localTime(at: Instant, clock: LocalClock): number {
  const { day: date, time } = clock(at);
  const [year = 0, month = 0, dayOfMonth = 0, hours = 0, minutes = 0, seconds = 0] =
    `${date}-${time.replaceAll(":", "-")}`.split("-").map(Number);
  return Date.UTC(year, month - 1, dayOfMonth, hours, minutes, seconds);
}
