import type { Clock } from "../../src/ports/clock.ts";

export interface SimulatedClock extends Clock {
  /** Advances the time from one wake-up to the next, until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Does work outside this process, such as a request to a local server. The time stands still meanwhile. */
  outside<T>(work: () => Promise<T>): Promise<T>;
}

/** Returns a clock whose time passes only when all work sleeps: deterministic and without real waits. */
export function simulatedClock(start = Date.parse("2027-01-04T09:00:00Z")): SimulatedClock {
  let time = start;
  let order = 0;
  let sleepers: { readonly until: number; readonly order: number; readonly wake: () => void }[] = [];
  let outside = 0;
  let quietTurns = 0;
  return {
    now: () => time,
    async outside(work) {
      outside += 1;
      try {
        return await work();
      } finally {
        outside -= 1;
        quietTurns = 0;
      }
    },
    sleep: (milliseconds) =>
      new Promise((wake) => {
        order += 1;
        sleepers.push({ until: time + Math.max(0, milliseconds), order, wake });
      }),
    async run(work) {
      let isDone = false;
      const settled = work.finally(() => {
        isDone = true;
      });
      settled.catch(() => {});
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (isDone) return settled;
        // What follows a request outside takes some turns.
        quietTurns += 1;
        if (outside > 0 || quietTurns < 3) continue;
        const [first] = sleepers.toSorted((left, right) => left.until - right.until || left.order - right.order);
        if (first === undefined) throw new Error("all work waits and none of it sleeps");
        time = Math.max(time, first.until);
        sleepers = sleepers.filter((sleeper) => sleeper !== first);
        first.wake();
      }
    },
  };
}
