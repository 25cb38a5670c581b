import type { Code } from "../diagnostics/code.ts";
import type { Finding, Severity, UnlocatedFinding } from "../diagnostics/finding.ts";

/** A finding before it has a place. */
export interface Problem {
  readonly code: Code;
  readonly message: string;
  readonly remedy: string;
}

/** A problem at an offset of a text (in UTF-16 units), with its field where it is inside a document. */
export interface TextProblem extends Problem {
  readonly offset: number;
  readonly field?: readonly (string | number)[];
}

/** Receives the findings of every step of load. */
export type Report = (finding: UnlocatedFinding | Finding) => void;

export interface At {
  readonly file: string;
  readonly field?: readonly (string | number)[];
  readonly atKey?: boolean;
  readonly severity?: Severity;
  readonly user?: string;
}

/** Returns a finding at a field of a document; by default an error. */
export function findingAt({ code, message, remedy }: Problem, at: At): UnlocatedFinding {
  return {
    code,
    severity: at.severity ?? "error",
    message,
    remedy,
    place: { file: at.file, field: at.field ?? [], ...(at.atKey === undefined ? {} : { atKey: at.atKey }) },
    ...(at.user === undefined ? {} : { user: at.user }),
  };
}

/** Returns a written text in quotes, shortened to fit a sentence. */
export function quoted(text: string): string {
  const limit = 60;
  return text.length <= limit ? `"${text}"` : `"${text.slice(0, limit)}…"`;
}
