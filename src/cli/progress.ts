import type { CliEnvironment } from "./environment.ts";

/** Says on standard error what is being done when it takes longer than a second. Gives a function that ends it. */
export async function withProgress<T>(what: string, environment: CliEnvironment, work: () => Promise<T>): Promise<T> {
  const began = environment.clock.now();
  const ended = new AbortController();
  const tick = async (): Promise<void> => {
    let wait = 1000;
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
