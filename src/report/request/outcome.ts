import type { Finding } from "../../diagnostics/finding.ts";

/** How a request ended. */
export type RequestOutcome =
  /** The pull request's address. */
  | { readonly kind: "opened"; readonly url: string }
  /** Shown, written into the folder, or committed, as it was asked. */
  | { readonly kind: "done" }
  /** The files as they are have errors. */
  | { readonly kind: "files-have-errors" }
  /** The rules say no, for what is newly wrong. */
  | { readonly kind: "refused"; readonly findings: readonly Finding[] }
  /** What was asked cannot be understood or cannot be asked for; said on the issue that it came from. */
  | { readonly kind: "invalid-request" };
