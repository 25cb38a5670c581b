/** A counter of requests under way that lets at most `limit` through at once, in the order they came. */
export interface Gate {
  enter(): Promise<void>;
  leave(): void;
}

/** Opens a gate for at most `limit` requests at once. */
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
      // The place is handed on, so that a newcomer cannot slip in before the one who waits.
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    },
  };
}
