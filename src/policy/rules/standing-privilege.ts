import { subjectOfGrant } from "../granted.ts";
import { type Rule, type RuleContext, textsOf } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";
import { counted } from "../../support/counted.ts";
import { namedText, nestedHolders } from "../nested-holders.ts";

/**
 * Reports a grant of a privileged entitlement without an expiry (NIST SP 800-53 AC-2(2), AC-6(5)), unless the entitlement is
 * `standing: true`.
 */
export const standingPrivilege = {
  id: "lp/standing-privilege",
  severity: "error",
  page: {
    title: "A grant gives privileged access without an expiry.",
    why: "Privileged access without an expiry is never reviewed again (NIST SP 800-53 AC-6).",
    next: "Add `expires:`. Root owners can mark an entitlement `standing: true`.",
  },
  *evaluate(context) {
    const tiers = tiersOf(context);
    for (const grant of context.model.grants) {
      if (grant.expires !== null || grant.eligible) continue;
      for (const ref of context.facts.givenBy(grant)) {
        const entitlement = context.model.entitlements.get(ref);
        if (entitlement === undefined || entitlement.standing || !tiers.includes(entitlement.tier)) continue;
        yield {
          message: `${grant.user} is granted ${targetText(grant.target)} without an expiry, but ${ref} is privileged (tier ${entitlement.tier}): expected \`expires:\`.`,
          remedy: "Add `expires:` with the last day of the work.",
          place: { file: grant.source.file, field: [] },
          subject: subjectOfGrant(grant, context, ref),
        };
      }
    }
  },
  *evaluateObserved(context) {
    const { model, facts, observations } = context;
    const tiers = tiersOf(context);
    for (const { ref, through, holders } of nestedHolders(observations ?? [], { model, facts })) {
      const entitlement = model.entitlements.get(ref);
      if (entitlement === undefined || entitlement.standing || !tiers.includes(entitlement.tier)) continue;
      yield {
        message: `${counted(holders.length, "account")} (${namedText(holders)}) ${holders.length === 1 ? "holds" : "hold"} ${ref} (tier ${entitlement.tier})${through} at the provider, without an expiry.`,
        remedy: `Remove the nested group from the group of ${ref}, and add a grant with \`expires:\` for each user who needs it.`,
        place: { file: entitlement.source.file, field: [] },
        subject: { entitlement: ref },
        witness: [through.trim(), ...holders],
      };
    }
  },
} satisfies Rule;

const tiersOf = (context: RuleContext): readonly string[] => textsOf(context, "tiers", ["high", "critical"]);
