import type { CliEnvironment } from "./environment.ts";

/**
 * Does some work, and says on standard error what is being done when it takes longer: first after a second, then every ten.
 * @param patience milliseconds until it is said first; more for work that tells its own steps
 */
export async function withProgress<T>(
  what: string,
  environment: CliEnvironment,
  work: () => Promise<T>,
  patience = 1000,
): Promise<T> {
  const began = environment.clock.now();
  const ended = new AbortController();
  const tick = async (): Promise<void> => {
    let wait = patience;
    while (!ended.signal.aborted) {
      try {
        await environment.clock.sleep(wait, ended.signal);
      } catch {
        return; // the work has ended
      }
      environment.err(`${what} … ${Math.round((environment.clock.now() - began) / 1000)} s\n`);
      wait = 10_000;
    }
  };
  const ticking = tick();
  try {
    return await work();
  } finally {
    ended.abort();
    await ticking;
  }
}
