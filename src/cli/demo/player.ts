import { appendFileSync } from "node:fs";
import { forTerminal } from "../../report/escape.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Play, Step } from "./step.ts";

/** Runs a command line. Passed in, so that a command does not import the program that contains it. */
export type RunCli = (argv: readonly string[], environment: CliEnvironment) => Promise<ExitCode>;

/** A step of the demo returned an unexpected exit code. */
export class UnexpectedExitCode extends Error {
  override readonly name = "UnexpectedExitCode";
  readonly code: ExitCode;
  constructor(code: ExitCode, expected: ExitCode, output: string) {
    super(`expected exit code ${expected}, got ${code}:\n${output}`);
    this.code = code === exitCodes.done ? exitCodes.unexpected : code;
  }
}

/**
 * Returns a function that plays steps: it prints the title, the command line and the lines that the step shows, and appends
 * the complete output to the log.
 */
export function stepPlayer({ out }: CliEnvironment, run: RunCli, log: string): Play {
  let number = 0;
  return async (step, around) => {
    number += 1;
    const head = `${number}. ${step.title}\n   $ rolecall ${step.argv.map(quoted).join(" ")}\n`;
    out(`\n${head}`);
    const output: string[] = [];
    const keep = (text: string): void => void output.push(text);
    const { screens: _screens, status: _status, ...unfitted } = around;
    const code = await run(step.argv, { ...unfitted, out: keep, err: keep });
    const text = output.join("");
    appendFileSync(log, `${head}\n${text}\n`);
    if (code !== step.expected) throw new UnexpectedExitCode(code, step.expected, text);
    out(shownLines(text, step));
  };
}

function shownLines(text: string, { shown }: Step): string {
  const lines = text.split("\n").filter((line) => shown.some((pattern) => pattern.test(line)));
  return lines.map((line) => `   ${forTerminal(line.trim())}\n`).join("");
}

const quoted = (argument: string): string => (/^[\w./:=-]+$/.test(argument) ? argument : JSON.stringify(argument));
