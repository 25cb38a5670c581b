import { addDuration } from "../../model/duration.ts";
import { formatInstant } from "../../model/instant.ts";
import { entitlementsGivenBy, namedTarget } from "../granted.ts";
import type { Rule } from "../rule.ts";

/** A grant lasts no longer than its entitlement's `maxDuration`, or without one its tier's in approvals.yaml. */
export const tooLong: Rule = {
  id: "lp/too-long",
  severity: "error",
  *evaluate(context) {
    const { model, at } = context;
    for (const grant of model.grants) {
      const { expires } = grant;
      if (expires === null || expires <= at) continue;
      const start = grant.starts ?? at;
      for (const ref of entitlementsGivenBy(grant, context)) {
        const entitlement = model.entitlements.get(ref);
        if (entitlement === undefined) continue;
        const limit = entitlement.maxDuration ?? model.approvals.tiers[entitlement.tier].maxDuration;
        if (limit === null || expires <= addDuration(start, limit)) continue;
        const user = model.users.get(grant.user);
        yield {
          message: `${grant.user} is given ${namedTarget(grant)} until ${formatInstant(expires)}, and ${ref} (tier ${entitlement.tier}) may be given for ${limit.text} at most.`,
          remedy: `Set \`expires:\` to ${formatInstant(addDuration(start, limit))} or earlier, and ask again when more time is needed.`,
          place: { file: grant.source.file, field: ["expires"] },
          subject: {
            ...(user === undefined ? {} : { user }),
            entitlement: ref,
            ...(grant.target.kind === "role" ? { role: grant.target.role } : {}),
          },
        };
        break; // one sentence per grant: the first limit that is passed
      }
    }
  },
};
