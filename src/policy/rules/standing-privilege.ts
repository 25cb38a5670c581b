import { subjectOfGrant } from "../granted.ts";
import { type Rule, textsOf } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";

/** Privileged access by grant has an end (NIST SP 800-53 AC-2(2), AC-6(5)), unless root owners marked it `standing: true`. */
export const standingPrivilege = {
  id: "lp/standing-privilege",
  severity: "error",
  page: {
    title: "A grant gives privileged access without an end.",
    why: "Access that nobody has to ask for again stays for ever (NIST SP 800-53 AC-6).",
    next: "Add `expires:`; root owners may mark an entitlement `standing: true`.",
  },
  *evaluate(context) {
    const tiers = textsOf(context, "tiers", ["high", "critical"]);
    for (const grant of context.model.grants) {
      if (grant.expires !== null || grant.eligible) continue;
      for (const ref of context.facts.givenBy(grant)) {
        const entitlement = context.model.entitlements.get(ref);
        if (entitlement === undefined || entitlement.standing || !tiers.includes(entitlement.tier)) continue;
        yield {
          message: `${grant.user} is given ${targetText(grant.target)} without an end, and ${ref} is of tier ${entitlement.tier}: privileged access that nobody has to ask for again stays for ever.`,
          remedy: "Add `expires:` with the day the work ends.",
          place: { file: grant.source.file, field: [] },
          subject: subjectOfGrant(grant, context, ref),
        };
      }
    }
  },
} satisfies Rule;
