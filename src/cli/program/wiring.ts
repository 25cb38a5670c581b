import type { CliEnvironment } from "../environment.ts";
import type { ExitCode } from "../exit-codes.ts";

/** What a group of commands is wired to. */
export interface Wiring {
  readonly environment: CliEnvironment;
  /** Takes a command's exit code. */
  readonly end: (code: ExitCode) => void;
  /** The command line itself, for a command that tells a story with the others. */
  readonly run: (argv: readonly string[], environment: CliEnvironment) => Promise<ExitCode>;
}
