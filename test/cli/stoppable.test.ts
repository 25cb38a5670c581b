import { expect, it } from "vitest";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { stoppable } from "../../src/cli/stoppable.ts";
import { systemClock } from "../../src/cli/system-clock.ts";

const environmentOf = (signal: AbortSignal): CliEnvironment => ({
  cwd: ".",
  env: {},
  clock: systemClock,
  random: () => 0,
  out: () => undefined,
  err: () => undefined,
  isInteractive: false,
  ask: async () => "",
  signal,
});

it("does not let work that was stopped begin to write", async () => {
  const interrupted = new AbortController();
  let begin: (() => void) | undefined;
  const stopped = stoppable(undefined, environmentOf(interrupted.signal), async ({ beginWriting }) => {
    begin = beginWriting;
    return new Promise<never>(() => undefined);
  });
  interrupted.abort();
  await expect(stopped).rejects.toThrow("stopped by a signal while reading the files and the history");
  expect(() => begin?.()).toThrow("Nothing was written.");
});

it("waits for work that has begun to write, and aborts its signal", async () => {
  const interrupted = new AbortController();
  const finished = stoppable(undefined, environmentOf(interrupted.signal), async ({ beginWriting, signal }) => {
    beginWriting?.();
    interrupted.abort();
    await Promise.resolve();
    return signal.aborted;
  });
  expect(await finished).toBe(true);
});
