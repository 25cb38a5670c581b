import type { Clock } from "../../ports/clock.ts";

/** A clock that runs as another one, and that the demo can move forward. */
export interface DemoClock extends Clock {
  /** Moves the time forward by this many milliseconds. */
  readonly advance: (milliseconds: number) => void;
}

export function demoClock(clock: Clock): DemoClock {
  let ahead = 0;
  return {
    now: () => clock.now() + ahead,
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    advance: (milliseconds) => void (ahead += milliseconds),
  };
}
