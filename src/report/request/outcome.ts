import type { Finding } from "../../diagnostics/finding.ts";

/** The outcome of a request. */
export type RequestOutcome =
  /** A pull request was opened at this URL. */
  | { readonly kind: "opened"; readonly url: string }
  /** The file was shown, written or committed, as the command requested. */
  | { readonly kind: "done" }
  /** The existing files have errors. */
  | { readonly kind: "files-have-errors" }
  /** The rules reject the request because of these new findings. */
  | { readonly kind: "refused"; readonly findings: readonly Finding[] }
  /** The request is invalid or not requestable. Reported as a comment on the issue. */
  | { readonly kind: "invalid-request" };
