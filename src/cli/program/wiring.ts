import type { CliEnvironment } from "../environment.ts";
import type { ExitCode } from "../exit-codes.ts";

/** The dependencies of a group of commands. */
export interface Wiring {
  readonly environment: CliEnvironment;
  /** Takes a command's exit code. */
  readonly end: (code: ExitCode) => void;
  /** Runs a command line, for a command that runs other commands. */
  readonly run: (argv: readonly string[], environment: CliEnvironment) => Promise<ExitCode>;
}
