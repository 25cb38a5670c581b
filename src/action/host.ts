import type { CliEnvironment } from "../cli/environment.ts";
import type { ExitCode } from "../cli/exit-codes.ts";
import type { Severity } from "../diagnostics/finding.ts";

/** The title and place of an annotation. */
export interface AnnotationPlace {
  readonly title: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

/** The parts of the runner that the action uses. Tests pass their own. */
export interface ActionHost {
  /** Returns an input of action.yml, trimmed; empty when it is not set. */
  readonly input: (name: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly workspace: string;
  /** A folder for files of this step. The runner deletes it after the job. */
  readonly temp: string;
  /** Returns a random text that cannot be guessed. */
  readonly nonce: () => string;
  /** Makes the runner replace this text in all later logs. */
  readonly mask: (secret: string) => void;
  /** Shows a message at a place. The host escapes both. */
  readonly annotate: (severity: Severity, message: string, place: AnnotationPlace) => void;
  /** Appends Markdown to the job summary. */
  readonly summarize: (markdown: string) => Promise<void>;
  readonly output: (name: string, value: string) => void;
  /** Reports the reason and fails the step. */
  readonly fail: (message: string) => void;
  /** Writes to the log without escaping. */
  readonly print: (text: string) => void;
  /** Runs one command line. */
  readonly run: (
    argv: readonly string[],
    environment: Pick<CliEnvironment, "cwd" | "env" | "out" | "err" | "onSecret">,
  ) => Promise<ExitCode>;
}
