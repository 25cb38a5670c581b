import type { CliEnvironment } from "../cli/environment.ts";
import type { ExitCode } from "../cli/exit-codes.ts";
import type { Severity } from "../diagnostics/finding.ts";

/** Where an annotation stands. */
export interface AnnotationPlace {
  readonly title: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

/** Everything of the runner that the action may touch; tests hand in their own. */
export interface ActionHost {
  /** An input of action.yml, trimmed; empty where it was not given. */
  readonly input: (name: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  readonly workspace: string;
  /** A folder for files of this step alone, gone with the job. */
  readonly temp: string;
  /** An unforeseeable word. */
  readonly nonce: () => string;
  /** Has the runner replace this text in every log from here on. */
  readonly mask: (secret: string) => void;
  /** Shows a message at a place; the host escapes both. */
  readonly annotate: (severity: Severity, message: string, place: AnnotationPlace) => void;
  /** Appends Markdown to the job summary. */
  readonly summarize: (markdown: string) => Promise<void>;
  readonly output: (name: string, value: string) => void;
  /** Says why and fails the step. */
  readonly fail: (message: string) => void;
  /** Writes to the log as it is. */
  readonly print: (text: string) => void;
  /** Runs one command line. */
  readonly run: (
    argv: readonly string[],
    environment: Pick<CliEnvironment, "cwd" | "env" | "out" | "err">,
  ) => Promise<ExitCode>;
}
