import type { Finding } from "../../diagnostics/finding.ts";
import { type ExitCode, exitCodes } from "../../cli/exit-codes.ts";

/** How a request ended. */
export type Outcome =
  /** The pull request's address. */
  | { readonly kind: "opened"; readonly url: string }
  /** Shown, written into the folder, or committed, as it was asked. */
  | { readonly kind: "done" }
  /** The files as they are have errors. */
  | { readonly kind: "files-have-errors" }
  /** The rules say no, for what is newly wrong. */
  | { readonly kind: "refused"; readonly findings: readonly Finding[] }
  /** What was asked cannot be understood or cannot be asked for; said on the issue that it came from. */
  | { readonly kind: "misasked" };

export function codeOf({ kind }: Outcome): ExitCode {
  return kind === "opened" || kind === "done" ? exitCodes.done : exitCodes.findings;
}
