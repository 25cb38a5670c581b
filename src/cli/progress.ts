import { activityText, newActivity } from "./activity.ts";
import type { CliEnvironment } from "./environment.ts";

/** Milliseconds between two states of the status line. */
const redraw = 500;

/**
 * Runs some work and reports it on standard error while it runs, first after `delay`: at a terminal in the status line, with
 * the count, the rate and what requests wait for; elsewhere as one line every 10 seconds.
 * @param delay milliseconds until the first report; longer for work that reports its own steps
 */
export async function withProgress<T>(
  what: string,
  environment: CliEnvironment,
  work: () => Promise<T>,
  delay = 1000,
): Promise<T> {
  const { clock, status, activity = newActivity() } = environment;
  const began = clock.now();
  activity.steps.set(what, began);
  const finished = new AbortController();
  const report =
    status === undefined
      ? () => environment.err(`${what} … ${Math.round((clock.now() - began) / 1000)} s\n`)
      : () => status.show(activityText(activity, clock.now()));
  const tick = async (): Promise<void> => {
    // The status line does not repeat in the log, so work that reports its own steps has one as well.
    let wait = status === undefined ? delay : Math.min(delay, 1000);
    while (!finished.signal.aborted) {
      try {
        await clock.sleep(wait, finished.signal);
      } catch {
        return; // the work has finished
      }
      report();
      wait = status === undefined ? 10_000 : redraw;
    }
  };
  const ticking = tick();
  try {
    return await work();
  } finally {
    finished.abort();
    await ticking;
    activity.steps.delete(what);
    if (activity.steps.size === 0) status?.hide();
  }
}
