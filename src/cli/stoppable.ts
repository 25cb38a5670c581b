import { OperationalError, UsageError } from "../diagnostics/user-error.ts";
import { parseDuration } from "../model/duration.ts";
import type { CliEnvironment } from "./environment.ts";

/** The longest deadline that can be set. Unit: milliseconds. */
const longestDeadline = 86_400_000;

/**
 * Does the work of a command that reads or writes the providers, until a signal or the deadline stops it. Before the first
 * write, it stops at once. From the first write on, it only aborts the signal of the work, which then finishes the call in
 * flight, closes the journal and reports.
 * @param deadline an ISO 8601 duration; undefined: the work has no deadline
 * @throws OperationalError naming the step at which the work was stopped: nothing was written
 */
export async function stoppable<T>(
  deadline: string | undefined,
  environment: CliEnvironment,
  work: (environment: CliEnvironment) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = (): void => controller.abort();
  const timer = deadline === undefined ? undefined : setTimeout(abort, millisecondsOf(deadline));
  if (environment.signal.aborted) abort();
  else environment.signal.addEventListener("abort", abort, { once: true });
  const steps = new Set<string>();
  let isWriting = false;
  let stopped: OperationalError | null = null;
  const stop = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => {
      if (isWriting) return;
      const cause = environment.signal.aborted ? "by a signal" : `by the deadline of ${deadline ?? ""}`;
      const during = steps.size === 0 ? "reading the files and the history" : [...steps].join(" and ");
      stopped = new OperationalError(`stopped ${cause} while ${during}. Nothing was written.`);
      reject(stopped);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([
      stop,
      work({
        ...environment,
        signal,
        beginWriting: () => {
          // The work goes on behind a stop until the process exits. It must not write.
          if (stopped !== null) throw stopped;
          isWriting = true;
        },
        step: async (what, doStep) => {
          steps.add(what);
          try {
            return await doStep();
          } finally {
            steps.delete(what);
          }
        },
      }),
    ]);
  } finally {
    clearTimeout(timer);
    environment.signal.removeEventListener("abort", abort);
  }
}

function millisecondsOf(deadline: string): number {
  const duration = parseDuration(deadline);
  if (
    duration === undefined ||
    duration.months > 0 ||
    duration.milliseconds <= 0 ||
    duration.milliseconds > longestDeadline
  )
    throw new UsageError(
      `--deadline is not valid: expected a duration of at most 24 hours such as PT30M, got ${JSON.stringify(deadline)}.`,
    );
  return duration.milliseconds;
}
