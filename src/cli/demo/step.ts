import type { ExitCode } from "../exit-codes.ts";

/** One command line of the demo. */
export interface Step {
  /** What the step does, printed before it. */
  readonly title: string;
  readonly argv: readonly string[];
  /** The exit code that the step must return. */
  readonly expected: ExitCode;
}
