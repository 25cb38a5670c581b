import { setImmediate as turn } from "node:timers/promises";
import { systemClock } from "../../src/cli/system-clock.ts";
import type { Clock } from "../../src/ports/clock.ts";

/** A clock whose time changes only when the test moves it or the code under test waits. */
export interface TestClock extends Clock {
  /** Moves the time forward by this many milliseconds. */
  readonly advance: (milliseconds: number) => void;
}

/**
 * Returns a clock at an instant. A wait moves its time instead of taking time, so that a test does not depend on the machine's speed.
 * A wait that the caller can end early takes its time: it watches work in progress.
 */
export function aClockFrom(start: number): TestClock {
  let now = start;
  return {
    now: () => now,
    async sleep(milliseconds, signal) {
      const end = now + Math.max(0, milliseconds);
      await (signal === undefined ? turn() : systemClock.sleep(milliseconds, signal));
      now = Math.max(now, end);
    },
    advance: (milliseconds) => void (now += milliseconds),
  };
}
