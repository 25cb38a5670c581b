import { checkIn } from "./enforced-rules.ts";
import type { EnforcedRules } from "./enforced-rules.ts";
import { isEnabled, isJson, listIn } from "./json.ts";
import type { Json } from "./json.ts";

const what = "the branch protection";

/** Returns what the classic protection of a branch enforces. */
export function classicRules(protection: Json): EnforcedRules {
  const reviews = protection["required_pull_request_reviews"];
  const checks = protection["required_status_checks"];
  const isOn = (from: unknown, field: string): boolean => isJson(from) && from[field] === true;
  return {
    pullRequestRequired: isJson(reviews),
    codeOwnerReview: isOn(reviews, "require_code_owner_reviews"),
    staleReviewsDismissed: isOn(reviews, "dismiss_stale_reviews"),
    lastPushApproval: isOn(reviews, "require_last_push_approval"),
    forcePushBlocked: !isEnabled(protection, "allow_force_pushes", what),
    deletionBlocked: !isEnabled(protection, "allow_deletions", what),
    upToDate: isOn(checks, "strict"),
    // Classic protection does not limit the merge methods.
    rebaseBlocked: false,
    pushesRestricted: isJson(protection["restrictions"]),
    // A rule with restrictions can also block creations; without them, everyone can create the branch.
    creationRestricted: isJson(protection["restrictions"]) && isOn(protection["block_creations"], "enabled"),
    requiredApprovals: approvalsIn(reviews),
    requiredChecks: isJson(checks) ? listIn(checks["checks"], what).map((check) => checkIn(check, "app_id", what)) : [],
    bypassActors: bypassCount(protection, reviews),
  };
}

/** The count is optional in GitHub's answer: an answer without it counts as 0. */
function approvalsIn(reviews: unknown): number {
  const count = isJson(reviews) ? reviews["required_approving_review_count"] : undefined;
  return typeof count === "number" ? count : 0;
}

/** Counts who can bypass the protection. Administrators count as one, unless the protection applies to them. */
function bypassCount(protection: Json, reviews: unknown): number {
  const administrators = isEnabled(protection, "enforce_admins", what) ? 0 : 1;
  const allowances = isJson(reviews) ? reviews["bypass_pull_request_allowances"] : undefined;
  if (!isJson(allowances)) return administrators;
  const named = ["users", "teams", "apps"].map((kind) =>
    allowances[kind] === undefined ? 0 : listIn(allowances[kind], what).length,
  );
  return administrators + named.reduce((sum, count) => sum + count, 0);
}
