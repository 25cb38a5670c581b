import type { ExitCode } from "../exit-codes.ts";

/** One command line of the demo's story. */
export interface Step {
  readonly says: string;
  readonly argv: readonly string[];
  /** What the step has to end with for the story to be true. */
  readonly expected: ExitCode;
}
