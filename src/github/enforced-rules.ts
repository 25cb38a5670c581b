import { textField } from "./json.ts";
import type { Json } from "./json.ts";

/** What one source says: only what it enforces is true; `bypassActors` null: it does not show who may pass it by. */
export interface EnforcedRules {
  readonly pullRequestRequired: boolean;
  readonly codeOwnerReview: boolean;
  readonly staleReviewsDismissed: boolean;
  readonly lastPushApproval: boolean;
  readonly forcePushBlocked: boolean;
  readonly deletionBlocked: boolean;
  readonly upToDate: boolean;
  readonly requiredChecks: readonly { readonly name: string; readonly app: number | null }[];
  readonly bypassActors: number | null;
}

/** A required check in either notation. -1 is how older settings write "any app". */
export function checkIn(
  check: Json,
  appField: string,
  what: string,
): { readonly name: string; readonly app: number | null } {
  const app = check[appField];
  return { name: textField(check, "context", what), app: typeof app === "number" && app > 0 ? app : null };
}
