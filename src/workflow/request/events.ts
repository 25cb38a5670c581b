import type { GrantFile } from "../../request/grant-document.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { RequestedAccess } from "./requested-access.ts";
import type { Verdict } from "./verdict.ts";

/** The steps of a request, in their order; each is shown at once. */
export type RequestEvent =
  | { readonly kind: "files-have-errors"; readonly findings: readonly Finding[] }
  | {
      readonly kind: "judged";
      readonly requested: RequestedAccess;
      readonly file: GrantFile;
      readonly verdict: Verdict;
    }
  /** `unfit`: the file would be wrong; `rules`: the rules say no. */
  | { readonly kind: "refused"; readonly why: "unfit" | "rules" }
  | { readonly kind: "written"; readonly path: string }
  /** `next`: the remote to push to, where the user pushes. */
  | { readonly kind: "committed"; readonly branch: string; readonly commit: string; readonly next: string | null }
  /** `isLast`: the user opens the pull request. */
  | { readonly kind: "pushed"; readonly branch: string; readonly remote: string; readonly isLast: boolean }
  | { readonly kind: "opened"; readonly url: string }
  /** The request is invalid. Reported as a comment on the issue. */
  | { readonly kind: "misasked"; readonly message: string };
