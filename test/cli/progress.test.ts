import { expect, it } from "vitest";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { withProgress } from "../../src/cli/progress.ts";
import { systemClock } from "../../src/cli/system-clock.ts";

/** The progress of work that takes this many milliseconds of a manual clock. */
async function saidDuring(
  work: number,
  patience?: number,
  changes: Partial<CliEnvironment> = {},
): Promise<readonly string[]> {
  const lines: string[] = [];
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
    err: (text) => void lines.push(text),
    isInteractive: false,
    ask: async () => "",
    signal: new AbortController().signal,
    ...changes,
  };
  const done = new Promise<void>((resolve) => (finish = resolve));
  await withProgress("reading okta", environment, () => done, patience);
  return lines;
}

it("reports nothing for quick work, and the step and its duration for long work", async () => {
  expect(await saidDuring(900)).toEqual([]);
  expect(await saidDuring(12_000)).toEqual(["reading okta … 1 s\n", "reading okta … 11 s\n"]);
});

it("waits longer for work that reports its own steps", async () => {
  expect(await saidDuring(9000, 10_000)).toEqual([]);
  expect(await saidDuring(12_000, 10_000)).toEqual(["reading okta … 10 s\n"]);
});

it("rewrites the status line at a terminal, twice a second, and hides it in the end", async () => {
  const shown: string[] = [];
  const status = {
    show: (text: string) => void shown.push(text),
    hide: () => void shown.push(""),
    print: () => undefined,
  };
  expect(await saidDuring(2200, 10_000, { status })).toEqual([]);
  expect(shown).toEqual(["reading okta: 1 s", "reading okta: 2 s", "reading okta: 2 s", ""]);
});
