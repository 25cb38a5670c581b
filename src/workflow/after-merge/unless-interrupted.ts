import { RefusedError } from "../../diagnostics/user-error.ts";

/**
 * Does work that only reads, until the run is interrupted. What the work has begun goes on and is not used.
 * @param step the work for the error, as the continuation of "while"
 * @throws RefusedError as soon as the signal is aborted
 */
export function unlessInterrupted<T>(signal: AbortSignal, step: string, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(interruptedWhile(step));
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
}

const interruptedWhile = (step: string): RefusedError =>
  new RefusedError(
    "unattended/interrupted",
    `A signal or the deadline stopped the run while ${step}. No change after containment was begun.`,
    "Start the run again: it plans what is left.",
  );
