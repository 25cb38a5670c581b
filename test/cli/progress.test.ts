import { expect, it } from "vitest";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { withProgress } from "../../src/cli/progress.ts";
import { systemClock } from "../../src/cli/system-clock.ts";

/** What is said during work that takes so many milliseconds of a clock that jumps. */
async function saidDuring(work: number, patience?: number): Promise<readonly string[]> {
  const said: string[] = [];
  let now = 0;
  let finish = (): void => undefined;
  const clock = {
    now: () => now,
    sleep: async (wait: number) => {
      if (now + wait > work) {
        finish();
        throw new Error("the work has ended");
      }
      now += wait;
    },
  };
  const environment: CliEnvironment = {
    cwd: ".",
    env: {},
    clock: { ...systemClock, ...clock },
    random: () => 0,
    out: () => undefined,
    err: (text) => void said.push(text),
    isInteractive: false,
    ask: async () => "",
    signal: new AbortController().signal,
  };
  const done = new Promise<void>((resolve) => (finish = resolve));
  await withProgress("reading okta", environment, () => done, patience);
  return said;
}

it("says nothing of quick work, and of long work what is being done and for how long", async () => {
  expect(await saidDuring(900)).toEqual([]);
  expect(await saidDuring(12_000)).toEqual(["reading okta … 1 s\n", "reading okta … 11 s\n"]);
});

it("waits longer before it speaks where the work tells its own steps", async () => {
  expect(await saidDuring(9000, 10_000)).toEqual([]);
  expect(await saidDuring(12_000, 10_000)).toEqual(["reading okta … 10 s\n"]);
});
