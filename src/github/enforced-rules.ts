import { textField } from "./json.ts";
import type { Json } from "./json.ts";

/** What one source enforces. `bypassActors` is null where the source does not show its bypass list. */
export interface EnforcedRules {
  readonly pullRequestRequired: boolean;
  readonly codeOwnerReview: boolean;
  readonly staleReviewsDismissed: boolean;
  readonly lastPushApproval: boolean;
  readonly forcePushBlocked: boolean;
  readonly deletionBlocked: boolean;
  readonly upToDate: boolean;
  readonly rebaseBlocked: boolean;
  readonly pushesRestricted: boolean;
  readonly creationRestricted: boolean;
  readonly requiredApprovals: number;
  readonly requiredChecks: readonly { readonly name: string; readonly app: number | null }[];
  readonly bypassActors: number | null;
}

/** Parses a required check in either notation. Older settings write "any app" as -1. */
export function checkIn(
  check: Json,
  appField: string,
  what: string,
): { readonly name: string; readonly app: number | null } {
  const app = check[appField];
  return { name: textField(check, "context", what), app: typeof app === "number" && app > 0 ? app : null };
}
