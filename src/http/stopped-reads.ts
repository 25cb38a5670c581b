import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";

/** The run was interrupted while a read waited for its response. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("the run was interrupted before the response was complete");
  }
}

/** How long the reads last that an interrupted run begins, for example to read back its last write. Unit: milliseconds. */
const lastReads = 5000;

/** Ends the reads of a run. */
export interface ReadStop {
  /** Returns the signal of a read that begins now; undefined: nothing interrupts the run. */
  readonly signal: () => AbortSignal | undefined;
}

/**
 * Returns the signals of a run's reads. A read in flight ends as soon as the run is interrupted. The reads that begin
 * afterwards end together a short time later: they decide what the journal says about the last write.
 */
export function createReadStop(run: AbortSignal | undefined): ReadStop {
  if (run === undefined) return { signal: () => undefined };
  let late: AbortSignal | null = null;
  // Every read in flight, and every wait of one, has a listener until it ends.
  setMaxListeners(0, run);
  const stop = (): void => {
    late ??= AbortSignal.timeout(lastReads);
    setMaxListeners(0, late);
  };
  if (run.aborted) stop();
  else run.addEventListener("abort", stop, { once: true });
  return { signal: () => late ?? run };
}

// The SDKs have no parameter that reaches their transport.
const signals = new AsyncLocalStorage<AbortSignal>();

/** Returns the signal of the read that is sent; undefined: there is none. */
export const currentReadSignal = (): AbortSignal | undefined => signals.getStore();

/** Returns a signal that is aborted by the timeout of a request, or by the end of its read. */
export function withReadSignal(timeout: AbortSignal): AbortSignal {
  const signal = currentReadSignal();
  return signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
}

/**
 * Sends a read until the signal is aborted. Transports that do not take a signal go on, and their response is not used.
 * @throws Interrupted as soon as the signal is aborted
 */
export function sendUntil<T>(signal: AbortSignal | undefined, send: () => Promise<T>): Promise<T> {
  if (signal === undefined) return send();
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Interrupted());
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    signals
      .run(signal, send)
      .then(resolve, (problem: unknown) => (signal.aborted ? stop() : reject(problem)))
      .finally(() => signal.removeEventListener("abort", stop));
  });
}
