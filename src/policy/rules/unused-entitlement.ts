import type { Assignment } from "../../model/assignment.ts";
import type { User } from "../../model/documents.ts";
import { assignmentsOfUser, intervalAt } from "../../model/effective.ts";
import { type Instant } from "../../model/instant.ts";
import type { CompleteObservation } from "../../model/observation.ts";
import { isLive } from "../observed-accounts.ts";
import { howGiven, judgedPaths, placeOfPaths, subjectOf } from "../paths.ts";
import { durationOf, hasPassed, type Rule, type RuleContext } from "../rule.ts";
import { durationText, startText } from "../../model/instant-text.ts";

/**
 * Reports an entitlement that its user has not used for `after` (`privilegedAfter` where it is privileged) or longer. Providers
 * report the last sign-in to a system and not the use of each entitlement: without a sign-in, no entitlement of the system
 * was used. Time counts from the sign-in or from the start of the entitlement, whichever is later. Service accounts use keys
 * and tokens, which are not sign-ins, so they are not judged.
 */
export const unusedEntitlement = {
  id: "lp/unused-entitlement",
  severity: "warning",
  page: {
    title: "A user has not used an entitlement for a long time.",
    why: "Unused access has no benefit and can be misused (NIST SP 800-53 AC-6(7)).",
    next: "Remove the entitlement. The user can request it again.",
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
        for (const assignment of assignmentsOfUser(index, user.id)) {
          const entitlement = model.entitlements.get(assignment.entitlement);
          if (entitlement?.system !== system || entitlement.target.kind === "account") continue;
          const limit = facts.privileged().has(entitlement.ref) ? privilegedAfter : after;
          const since = Math.max(signIn ?? -Infinity, heldSince(assignment, at));
          const paths = judgedPaths(assignment, user, context);
          if (paths.length === 0 || since === Infinity || !hasPassed(since, limit, at)) continue;
          const last =
            signIn === null
              ? `no sign-in to ${system}`
              : `last sign-in to ${system} at ${startText(signIn, model.organization.timezone)}`;
          yield {
            message: `${user.id} holds ${entitlement.ref} (tier ${entitlement.tier}) ${howGiven(paths)} and has not used it for ${durationText(limit)} or longer (${last}).`,
            remedy: `Remove ${entitlement.ref} from ${user.id}. The user can request it again.`,
            place: placeOfPaths(paths, model),
            subject: subjectOf(user, assignment, paths),
          };
        }
      }
    }
  },
} satisfies Rule;

/** Returns the latest sign-in of the user's live accounts; unknown without an account or where one sign-in is unknown. */
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

/** Returns the instant since which it is held without a gap; Infinity where it is not held now. */
function heldSince(assignment: Assignment, at: Instant): Instant {
  const interval = intervalAt(assignment, at);
  return interval === undefined ? Infinity : (interval.from ?? -Infinity);
}
