import type { Assignment } from "../../model/assignment.ts";
import type { User } from "../../model/documents.ts";
import { intervalAt } from "../../model/effective.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import type { CompleteObservation } from "../../model/observation.ts";
import { isLive } from "../observed-accounts.ts";
import { howGiven, judgedPaths, placeOfPaths, subjectOf } from "../paths.ts";
import { durationOf, hasPassed, type Rule, type RuleContext } from "../rule.ts";

/**
 * What nobody uses is taken away before somebody else uses it. Providers tell the last sign-in to a system and not the use
 * of each entitlement, so this rule says only what follows: since the last sign-in, nothing in that system was used.
 * Time counts from the sign-in or from when the user got the entitlement, whichever is later. Machines use keys and tokens,
 * which are no sign-ins, so nothing is known of theirs.
 */
export const unusedEntitlement = {
  id: "lp/unused-entitlement",
  severity: "warning",
  page: {
    title: "Somebody has not used an entitlement for a long time.",
    why: "Access that is not used is only of use to somebody else (NIST SP 800-53 AC-6(7)).",
    next: "Take it away; it can be asked for again.",
  },
  needsObservation: true,
  *evaluate(context) {
    const { model, index, at, facts } = context;
    const after = durationOf(context, "after", "P90D");
    const privilegedAfter = durationOf(context, "privilegedAfter", "P30D");
    for (const observation of context.observations ?? []) {
      const { system } = observation.observed;
      for (const user of facts.activeUsers()) {
        if (user.kind === "service") continue;
        const signIn = latestSignIn(user, observation, context);
        if (signIn === "unknown") continue;
        for (const assignment of index.byUser.get(user.id) ?? []) {
          const entitlement = model.entitlements.get(assignment.entitlement);
          if (entitlement?.system !== system || entitlement.target.kind === "account") continue;
          const limit = facts.privileged().has(entitlement.ref) ? privilegedAfter : after;
          const since = Math.max(signIn ?? -Infinity, heldSince(assignment, at));
          const paths = judgedPaths(assignment, user, context);
          if (paths.length === 0 || since === Infinity || !hasPassed(since, limit, at)) continue;
          const last = signIn === null ? "has never signed in" : `last signed in at ${formatInstant(signIn)}`;
          yield {
            message: `${user.id} has ${entitlement.ref} (tier ${entitlement.tier}), ${howGiven(paths)}, and has not used it for ${limit.text} or more: they ${last} to ${system}. Access that is not used is only of use to somebody else.`,
            remedy: `Take ${entitlement.ref} away from ${user.id}; it can be asked for again.`,
            place: placeOfPaths(paths, model),
            subject: subjectOf(user, assignment, paths),
          };
        }
      }
    }
  },
} satisfies Rule;

/** The user's latest sign-in over their live accounts there; unknown where they have none, or one does not tell. */
function latestSignIn(
  user: User,
  observation: CompleteObservation,
  { facts }: RuleContext,
): Instant | null | "unknown" {
  const { accountsOf, lastSignIn } = facts.accountsIn(observation);
  const accounts = accountsOf(user.id).filter(isLive);
  let latest: Instant | null = null;
  for (const account of accounts) {
    const last = lastSignIn(account);
    if (last === "unknown") return "unknown";
    if (last !== null) latest = Math.max(latest ?? last, last);
  }
  return accounts.length === 0 ? "unknown" : latest;
}

/** Since when it is held without a break; Infinity where it is not held now. */
function heldSince(assignment: Assignment, at: Instant): Instant {
  const interval = intervalAt(assignment, at);
  return interval === undefined ? Infinity : (interval.from ?? -Infinity);
}
