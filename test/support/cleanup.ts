type Cleanup = () => Promise<void> | void;

const cleanups: Cleanup[] = [];

/** Runs `cleanup` after the current test, in reverse order of registration. */
export function atTestEnd(cleanup: Cleanup): void {
  cleanups.push(cleanup);
}

/** Runs the registered cleanups. `test/support/setup.ts` calls it after each test of every file. */
export async function endTest(): Promise<void> {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
}
