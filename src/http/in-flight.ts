/** Limits the number of concurrent requests, in order of arrival. */
export interface Gate {
  enter(): Promise<void>;
  leave(): void;
}

/** Creates a gate for at most `limit` concurrent requests. */
export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    enter() {
      if (inside < limit) {
        inside += 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    leave() {
      // The slot passes to the next waiting request, so that a new request cannot overtake it.
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    },
  };
}
