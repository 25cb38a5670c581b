/** Gives each operation in flight an abort signal of its own, so that the run's signal has one listener and not hundreds. */
export interface OwnSignals {
  /** Does the work with a signal that is aborted with the run's. */
  readonly with: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Removes the listener from the run's signal. */
  readonly close: () => void;
}

export function ownSignals(run: AbortSignal): OwnSignals {
  const controllers = new Set<AbortController>();
  const abort = (): void => {
    for (const controller of controllers) controller.abort(run.reason);
  };
  run.addEventListener("abort", abort, { once: true });
  return {
    async with(work) {
      const controller = new AbortController();
      if (run.aborted) controller.abort(run.reason);
      controllers.add(controller);
      try {
        return await work(controller.signal);
      } finally {
        controllers.delete(controller);
      }
    },
    close: () => run.removeEventListener("abort", abort),
  };
}
