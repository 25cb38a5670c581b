/** An instant, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A half-open interval; null means unbounded on that side. An assignment ends at `until` exactly. */
export interface Interval {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export const always: Interval = { from: null, until: null };

/** Returns the instant as RFC 3339 in UTC, without a fraction unless the instant has one. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

export function formatBound(bound: Instant | null): string | null {
  return bound === null ? null : formatInstant(bound);
}

export function contains(interval: Interval, at: Instant): boolean {
  return (interval.from === null || interval.from <= at) && (interval.until === null || at < interval.until);
}

export function isEmptyInterval(interval: Interval): boolean {
  return interval.from !== null && interval.until !== null && interval.from >= interval.until;
}

/** Returns the interval that both share, or undefined if they do not overlap. */
export function intersect(left: Interval, right: Interval): Interval | undefined {
  const from = left.from === null ? right.from : right.from === null ? left.from : Math.max(left.from, right.from);
  const until =
    left.until === null ? right.until : right.until === null ? left.until : Math.min(left.until, right.until);
  const shared = { from, until };
  return isEmptyInterval(shared) ? undefined : shared;
}

/** Returns the intervals in order, with adjacent and overlapping ones joined. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  if (intervals.length < 2) return intervals;
  const ordered = [...intervals].sort((left, right) => (left.from ?? -Infinity) - (right.from ?? -Infinity));
  const merged: Interval[] = [];
  for (const next of ordered) {
    const last = merged.at(-1);
    if (last === undefined || (last.until !== null && (next.from ?? -Infinity) > last.until)) {
      merged.push(next);
      continue;
    }
    const until = last.until === null || next.until === null ? null : Math.max(last.until, next.until);
    merged[merged.length - 1] = { from: last.from, until };
  }
  return merged;
}
