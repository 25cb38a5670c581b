import { addDuration } from "../../model/duration.ts";
import { formatInstant } from "../../model/instant.ts";
import { subjectOfGrant } from "../granted.ts";
import type { Rule } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";

/** A grant lasts no longer than its entitlement's `maxDuration`, or without one its tier's in approvals.yaml. */
export const tooLong = {
  id: "lp/too-long",
  severity: "error",
  page: {
    title: "A grant lasts longer than allowed.",
    why: "The more an entitlement can do, the more often somebody should look again.",
    next: "Shorten `expires:`. The limit is the entitlement's `maxDuration`, or its tier's in access/policies/approvals.yaml.",
  },
  *evaluate(context) {
    const { model, at } = context;
    for (const grant of model.grants) {
      const { expires } = grant;
      if (expires === null || expires <= at) continue;
      const start = grant.starts ?? at;
      for (const ref of context.facts.givenBy(grant)) {
        const entitlement = model.entitlements.get(ref);
        if (entitlement === undefined) continue;
        const limit = entitlement.maxDuration ?? model.approvals.tiers[entitlement.tier].maxDuration;
        if (limit === null || expires <= addDuration(start, limit)) continue;
        const subject = subjectOfGrant(grant, context, ref);
        if (context.isExcepted(subject)) continue;
        yield {
          message: `${grant.user} is given ${targetText(grant.target)} until ${formatInstant(expires)}, and ${ref} (tier ${entitlement.tier}) may be given for ${limit.text} at most, so that somebody looks at it again.`,
          remedy: `Set \`expires:\` to ${formatInstant(addDuration(start, limit))} or earlier, and ask again when more time is needed.`,
          place: { file: grant.source.file, field: ["expires"] },
          subject,
        };
        break; // one sentence per grant: the first limit that is passed
      }
    }
  },
} satisfies Rule;
