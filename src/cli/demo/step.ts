import type { ExitCode } from "../exit-codes.ts";
import type { CliEnvironment } from "../environment.ts";

/** One command line of the demo. */
export interface Step {
  /** What the step does, printed before it. */
  readonly title: string;
  readonly argv: readonly string[];
  /** The exit code that the step must return. */
  readonly expected: ExitCode;
  /** The lines of the output that are shown. The log has all of them. */
  readonly shown: readonly RegExp[];
}

/** Prints a step, runs its command line, and throws when it returns an unexpected exit code. */
export type Play = (step: Step, environment: CliEnvironment) => Promise<void>;
