import type { Instant, Interval } from "../../model/instant.ts";
import type { Witness } from "./witness.ts";

/** The first stretch, now or later, in which somebody is in more sets than allowed. */
export interface Conflict {
  readonly interval: Interval;
  readonly sets: ReadonlySet<string>;
  readonly witnesses: readonly Witness[];
}

/**
 * The first stretch from `at` on in which the witnesses fill more than `atMost` sets. Two assignments conflict only where
 * their intervals overlap; intervals are half-open, so one that ends when the other starts does not.
 */
export function firstConflict(witnesses: readonly Witness[], atMost: number, at: Instant): Conflict | undefined {
  const live = witnesses.filter(({ interval }) => interval.until === null || interval.until > at);
  if (new Set(live.map(({ set }) => set)).size <= atMost) return undefined;
  const starts = [...new Set(live.map(({ interval }) => Math.max(interval.from ?? at, at)))].sort((a, b) => a - b);
  for (const start of starts) {
    const present = live.filter(
      ({ interval }) => (interval.from ?? at) <= start && (interval.until === null || interval.until > start),
    );
    const sets = new Set(present.map(({ set }) => set));
    if (sets.size <= atMost) continue;
    return { interval: { from: start, until: endOf(present, atMost) }, sets, witnesses: present };
  }
  return undefined;
}

/** When, with nobody joining, so many have ended that no more than `atMost` sets stay filled. */
function endOf(witnesses: readonly Witness[], atMost: number): Instant | null {
  const lastBySet = new Map<string, number>();
  for (const { set, interval } of witnesses)
    lastBySet.set(set, Math.max(lastBySet.get(set) ?? -Infinity, interval.until ?? Infinity));
  const ends = [...lastBySet.values()].sort((a, b) => b - a);
  const end = ends[atMost];
  return end === undefined || end === Infinity ? null : end;
}
