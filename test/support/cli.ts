import type { CliEnvironment } from "../../src/cli/environment.ts";
import { runCli } from "../../src/cli/program.ts";
import { aClockFrom } from "./clock.ts";

/** The result of one command line. */
export interface Ran {
  readonly code: number;
  /** Standard output: the result. */
  readonly out: string;
  /** Standard error: progress and hints. */
  readonly err: string;
}

/** Runs a command line in this process, with its environment as a parameter. */
export async function rolecall(argv: readonly string[], changes: Partial<CliEnvironment> = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(argv, {
    cwd: process.cwd(),
    env: {},
    clock: aClockFrom(Date.parse("2026-12-01T09:00:00Z")),
    random: () => 0.5,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    isInteractive: false,
    ask: async () => "",
    signal: new AbortController().signal,
    ...changes,
  });
  return { code, out: out.join(""), err: err.join("") };
}
