import { checkIn } from "./enforced-rules.ts";
import type { EnforcedRules } from "./enforced-rules.ts";
import { flagField, isJson, listIn, numberField } from "./json.ts";
import type { Json } from "./json.ts";

/** Returns what the rules of all rulesets that cover a branch enforce together. */
export function rulesetRules(rules: readonly Json[]): Omit<EnforcedRules, "bypassActors"> {
  const ofType = (type: string): readonly Json[] => rules.filter((rule) => rule["type"] === type);
  const has = (type: string): boolean => ofType(type).length > 0;
  const isSet = (type: string, parameter: string): boolean =>
    ofType(type).some(
      (rule) => isJson(rule["parameters"]) && flagField(rule["parameters"], parameter, `the rule ${type}`),
    );
  return {
    pullRequestRequired: has("pull_request"),
    codeOwnerReview: isSet("pull_request", "require_code_owner_review"),
    staleReviewsDismissed: isSet("pull_request", "dismiss_stale_reviews_on_push"),
    lastPushApproval: isSet("pull_request", "require_last_push_approval"),
    forcePushBlocked: has("non_fast_forward"),
    deletionBlocked: has("deletion"),
    // A merge queue tests each change on the tip, which is stricter than an up-to-date branch.
    upToDate: has("merge_queue") || isSet("required_status_checks", "strict_required_status_checks_policy"),
    // A rule without the list allows every method.
    rebaseBlocked: ofType("pull_request").some(({ parameters }) => {
      const methods = isJson(parameters) ? parameters["allowed_merge_methods"] : undefined;
      return Array.isArray(methods) && !methods.includes("rebase");
    }),
    pushesRestricted: has("update"),
    creationRestricted: has("creation"),
    requiredApprovals: Math.max(0, ...ofType("pull_request").map(approvalsIn)),
    requiredChecks: ofType("required_status_checks").flatMap(checksIn),
  };
}

function approvalsIn({ parameters }: Json): number {
  return isJson(parameters) ? numberField(parameters, "required_approving_review_count", "the rule pull_request") : 0;
}

function checksIn({ parameters }: Json): EnforcedRules["requiredChecks"] {
  const what = "the rule required_status_checks";
  if (!isJson(parameters)) return [];
  return listIn(parameters["required_status_checks"], what).map((check) => checkIn(check, "integration_id", what));
}
