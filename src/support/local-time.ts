/** An instant as a clock in one time zone shows it. */
export interface LocalTime {
  /** `2026-12-01`. */
  readonly day: string;
  /** `18:00:00`. */
  readonly time: string;
}

/** Returns what the clock shows at an instant, in milliseconds since 1970. */
export type LocalClock = (instant: number) => LocalTime;

// Intl is slow to set up, and a company has one time zone.
const clocks = new Map<string, LocalClock>();

/**
 * Returns the clock of a time zone.
 * @param timezone an IANA name or an offset
 * @throws RangeError when the time zone is unknown
 */
export function localClock(timezone: string): LocalClock {
  const known = clocks.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const clock: LocalClock = (instant) => {
    const parts = new Map<string, string>(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const of = (...types: readonly Intl.DateTimeFormatPartTypes[]): readonly string[] =>
      types.map((type) => parts.get(type) ?? "");
    return { day: of("year", "month", "day").join("-"), time: of("hour", "minute", "second").join(":") };
  };
  clocks.set(timezone, clock);
  return clock;
}
