import type { Instant, Interval } from "../../model/instant.ts";
import { isEmptyInterval } from "../../model/instant.ts";
import type { Witness } from "./witness.ts";

/** The time in which a person is in more sets than allowed, now or later, with the witnesses. */
export interface Conflict {
  /** Every interval of conflict, in order and separated by gaps; never empty. The first begins at `at` or later. */
  readonly stretches: readonly Interval[];
  /** The sets with a member in any of the intervals. */
  readonly sets: ReadonlySet<string>;
  /** Every witness that overlaps any of the intervals. */
  readonly witnesses: readonly Witness[];
}

/**
 * Returns all time from `at` on in which the witnesses fill more than `atMost` sets. Two assignments conflict only where their
 * intervals overlap. Intervals are half-open: one that ends when the other starts does not overlap. A later conflict with
 * other witnesses is included, so that a waiver of the current conflict does not hide it.
 */
export function conflictOf(witnesses: readonly Witness[], atMost: number, at: Instant): Conflict | undefined {
  const live = witnesses.filter(
    ({ interval }) => (interval.until === null || interval.until > at) && !isEmptyInterval(interval),
  );
  const stretches = crowdedStretches(live, atMost, at);
  if (stretches.length === 0) return undefined;
  const present = live.filter(({ interval }) => meetsAny(interval, stretches));
  return { stretches, sets: new Set(present.map(({ set }) => set)), witnesses: present };
}

/** Counts the filled sets in one pass over all starts and ends in time order. */
function crowdedStretches(live: readonly Witness[], atMost: number, at: Instant): readonly Interval[] {
  const changes: { readonly when: Instant; readonly set: string; readonly step: 1 | -1 }[] = [];
  for (const { set, interval } of live) {
    changes.push({ when: Math.max(interval.from ?? at, at), set, step: 1 });
    if (interval.until !== null) changes.push({ when: interval.until, set, step: -1 });
  }
  changes.sort((left, right) => left.when - right.when);
  const present = new Map<string, number>();
  const stretches: Interval[] = [];
  let filled = 0;
  let since: Instant | null = null;
  for (const [position, { when, set, step }] of changes.entries()) {
    const before = present.get(set) ?? 0;
    present.set(set, before + step);
    if (before === 0) filled += 1;
    else if (before + step === 0) filled -= 1;
    // All starts and ends at one instant are counted first, so that adjacent intervals do not overlap.
    if (changes[position + 1]?.when === when) continue;
    if (filled > atMost) since ??= when;
    else if (since !== null) {
      stretches.push({ from: since, until: when });
      since = null;
    }
  }
  if (since !== null) stretches.push({ from: since, until: null });
  return stretches;
}

/** Returns whether the interval overlaps any of the stretches, which are in order and separate. */
function meetsAny(interval: Interval, stretches: readonly Interval[]): boolean {
  const from = interval.from ?? -Infinity;
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.until ?? Infinity) > from) high = middle;
    else low = middle + 1;
  }
  const first = stretches[low];
  return first !== undefined && (first.from ?? -Infinity) < (interval.until ?? Infinity);
}
