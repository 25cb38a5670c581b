/**
 * Replaces the test runner's module in test files under mutation. It collects the tests instead of running them, so that one
 * load serves many mutants. `expect` is the original. Hooks, mocks and snapshots are not supported: a test file that uses
 * them fails to load, and the run stops.
 */
export { expect } from "vitest";

type Body = (...args: readonly unknown[]) => unknown;

export interface CollectedTest {
  readonly name: string;
  readonly run: () => unknown;
}

/** The tests collected since `startCollecting`. Stored on the global object, because modules are loaded again between mutants. */
const place = globalThis as { rolecallCollected?: CollectedTest[] };

export function startCollecting(): CollectedTest[] {
  const tests: CollectedTest[] = [];
  place.rolecallCollected = tests;
  return tests;
}

function collect(name: string, run: () => unknown): void {
  if (place.rolecallCollected === undefined) throw new Error(`"${name}" is declared outside of a collection.`);
  place.rolecallCollected.push({ name, run });
}

function forEach(rows: readonly unknown[], declare: (name: string, run: () => unknown) => void) {
  return (name: string, body: Body): void => {
    for (const [position, row] of rows.entries())
      declare(`${name} [${position}]`, () => (Array.isArray(row) ? body(...row) : body(row)));
  };
}

export const it = Object.assign((name: string, body: Body): void => collect(name, () => body()), {
  each: (rows: readonly unknown[]) => forEach(rows, collect),
});

export const test = it;

export const describe = Object.assign((_: string, body: Body): void => void body(), {
  each: (rows: readonly unknown[]) => forEach(rows, (_, run) => void run()),
});
