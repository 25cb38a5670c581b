import { ForeignClock } from "./transport-failure.ts";

/** More than this between two clocks, and starts and ends would be judged at the wrong instant (threat C9). */
const most = 5 * 60_000;

/**
 * Holds this machine's clock against the provider's, which stands in the `Date` of every answer; an answer without one says
 * nothing.
 * @throws ForeignClock where they are more than five minutes apart: access would end, or go on, at the wrong time
 */
export function checkClock(provider: string, date: string | null, now: number): void {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs) || Math.abs(now - theirs) <= most) return;
  const minutes = Math.round(Math.abs(now - theirs) / 60_000);
  throw new ForeignClock(
    `this machine's clock is ${minutes} minutes ${now > theirs ? "ahead of" : "behind"} ${provider}'s: set it right, for ends and starts of access are judged by it`,
  );
}
