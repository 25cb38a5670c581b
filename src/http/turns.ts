/** Lets one request at a time through, the oldest first. */
export interface Turns {
  /** Returns the place of a request that arrives now. It keeps its place when it waits again. */
  readonly arrive: () => number;
  /**
   * Waits until all older requests that wait have had their turn.
   * @throws the reason of the signal, as soon as it is aborted
   */
  readonly wait: (place: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Ends the turn, so that the next request has it. */
  readonly end: () => void;
}

interface Waiting {
  readonly place: number;
  readonly go: () => void;
}

export function createTurns(): Turns {
  /** The requests that wait, the oldest first. */
  const waiting: Waiting[] = [];
  let arrived = 0;
  let isTaken = false;
  return {
    arrive: () => (arrived += 1),
    wait(place, signal) {
      if (!isTaken) {
        isTaken = true;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal?.reason instanceof Error ? signal.reason : new Error("aborted"));
        };
        const entry = {
          place,
          go: () => {
            signal?.removeEventListener("abort", stop);
            resolve();
          },
        };
        if (signal?.aborted === true) return reject(new Error("aborted"));
        signal?.addEventListener("abort", stop, { once: true });
        const after = waiting.findIndex((other) => other.place > place);
        waiting.splice(after < 0 ? waiting.length : after, 0, entry);
      });
    },
    end() {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next.go();
    },
  };
}
