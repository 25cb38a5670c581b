import type { Clock } from "../../src/ports/clock.ts";

export interface SimulatedClock extends Clock {
  /** Lets time pass, from one sleeper's end to the next, until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Time that passes only when everybody sleeps: the same in every run, and as fast as the machine. */
export function simulatedClock(start = Date.parse("2027-01-04T09:00:00Z")): SimulatedClock {
  let time = start;
  let order = 0;
  let sleepers: { readonly until: number; readonly order: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
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
        const [first] = sleepers.toSorted((left, right) => left.until - right.until || left.order - right.order);
        if (first === undefined) throw new Error("everybody waits and nobody sleeps");
        time = Math.max(time, first.until);
        sleepers = sleepers.filter((sleeper) => sleeper !== first);
        first.wake();
      }
    },
  };
}
