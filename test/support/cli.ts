import type { CliEnvironment } from "../../src/cli/environment.ts";
import { runCli } from "../../src/cli/program.ts";
import type { StatusLine } from "../../src/cli/status-line.ts";
import { aClockFrom } from "./clock.ts";

/** The result of one command line. */
export interface Ran {
  readonly code: number;
  /** Standard output: the result. */
  readonly out: string;
  /** Standard error: progress and hints. */
  readonly err: string;
}

/** A status line that shows nothing: what it would show depends on how long the work takes. */
export const hiddenStatus = (print: (text: string) => void): StatusLine => ({
  show: () => undefined,
  hide: () => undefined,
  print,
});

/**
 * Runs a command line in this process, with its environment as a parameter. Standard error has no line that reports how long
 * work in progress takes.
 */
export async function rolecall(argv: readonly string[], changes: Partial<CliEnvironment> = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const printError = (text: string): void => void err.push(text);
  const code = await runCli(argv, {
    cwd: process.cwd(),
    env: {},
    clock: aClockFrom(Date.parse("2026-12-01T09:00:00Z")),
    random: () => 0.5,
    out: (text) => void out.push(text),
    err: printError,
    status: hiddenStatus(printError),
    isInteractive: false,
    ask: async () => "",
    signal: new AbortController().signal,
    ...changes,
  });
  return { code, out: out.join(""), err: err.join("") };
}
