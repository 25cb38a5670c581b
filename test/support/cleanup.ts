type Cleanup = () => Promise<void> | void;

const cleanups: Cleanup[] = [];

/** Runs `cleanup` when the running test has ended, before those that were registered earlier. */
export function atTestEnd(cleanup: Cleanup): void {
  cleanups.push(cleanup);
}

/** Runs what the test registered. `test/support/setup.ts` calls it after each test of every file. */
export async function endTest(): Promise<void> {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
}
