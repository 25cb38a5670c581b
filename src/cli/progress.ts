import type { CliEnvironment } from "./environment.ts";

/**
 * Runs some work and reports it on standard error while it runs: first after `delay`, then every 10 seconds.
 * @param delay milliseconds until the first report; longer for work that reports its own steps
 */
export async function withProgress<T>(
  what: string,
  environment: CliEnvironment,
  work: () => Promise<T>,
  delay = 1000,
): Promise<T> {
  const began = environment.clock.now();
  const finished = new AbortController();
  const tick = async (): Promise<void> => {
    let wait = delay;
    while (!finished.signal.aborted) {
      try {
        await environment.clock.sleep(wait, finished.signal);
      } catch {
        return; // the work has finished
      }
      environment.err(`${what} … ${Math.round((environment.clock.now() - began) / 1000)} s\n`);
      wait = 10_000;
    }
  };
  const ticking = tick();
  try {
    return await work();
  } finally {
    finished.abort();
    await ticking;
  }
}
