import type { GrantFile } from "../../request/grant-document.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { AccessRequest } from "./access-request.ts";
import type { RequestedAccess } from "./requested-access.ts";
import type { Verdict } from "./verdict.ts";

/** The steps of a request in order. Each is shown immediately. */
export type RequestEvent =
  | { readonly kind: "files-have-errors"; readonly findings: readonly Finding[] }
  | {
      readonly kind: "judged";
      readonly requested: RequestedAccess;
      readonly file: GrantFile;
      readonly verdict: Verdict;
    }
  /** `invalid-file`: the file would not be valid; `rules`: the request breaks rules. */
  | { readonly kind: "refused"; readonly why: "invalid-file" | "rules" }
  /** What happens after the confirmation, as sentences. */
  | { readonly kind: "about-to"; readonly steps: readonly string[] }
  /** The request failed or was cancelled. The options repeat what the user answered. */
  | { readonly kind: "kept"; readonly request: AccessRequest }
  /** The branch was committed, and could not be pushed. */
  | { readonly kind: "not-published"; readonly branch: string }
  | { readonly kind: "written"; readonly path: string }
  /** `next`: the remote to push to when the user pushes; null: Rolecall pushes. */
  | { readonly kind: "committed"; readonly branch: string; readonly commit: string; readonly next: string | null }
  /** `isLast`: Rolecall does not open the pull request. */
  | { readonly kind: "pushed"; readonly branch: string; readonly remote: string; readonly isLast: boolean }
  | { readonly kind: "opened"; readonly url: string }
  /** The request is invalid. Reported as a comment on the issue. */
  | { readonly kind: "invalid-request"; readonly message: string };
