import { ForeignClock } from "./transport-failure.ts";

/** The maximum clock difference. With more, starts and expiries would be evaluated at the wrong instant (threat C9). */
const maxDifference = 5 * 60_000;

/**
 * Compares this machine's clock with the provider's, which is the `Date` of every response. A response without one is ignored.
 * @throws ForeignClock if they differ by more than five minutes: access would expire or continue at the wrong time
 */
export function checkClock(provider: string, date: string | null, now: number): void {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs) || Math.abs(now - theirs) <= maxDifference) return;
  const minutes = Math.round(Math.abs(now - theirs) / 60_000);
  throw new ForeignClock(
    `this machine's clock is ${minutes} minutes ${now > theirs ? "ahead of" : "behind"} ${provider}'s: correct it, because access starts and expires by this clock`,
  );
}
