import { addDuration } from "../../model/duration.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { subjectOfGrant } from "../granted.ts";
import type { Rule } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";
import { tieredAll } from "../witness.ts";
import { durationText, endText, startText, writtenEnd } from "../../model/instant-text.ts";

/**
 * Reports a grant that lasts longer than its entitlement's `maxDuration`, or without one its tier's in approvals.yaml. A grant
 * without an end is longer than an entitlement's own limit, unless the entitlement is `standing: true`; against the tier's
 * limit it is `lp/standing-privilege`.
 */
export const tooLong = {
  id: "lp/too-long",
  severity: "error",
  page: {
    title: "A grant lasts longer than allowed.",
    why: "Access with more risk must be reviewed more often.",
    next: "Set an earlier `expires:`. The limit is the entitlement's `maxDuration`, or its tier's in access/policies/approvals.yaml.",
  },
  *evaluate(context) {
    const { model, at } = context;
    const { timezone } = model.organization;
    for (const grant of model.grants) {
      const { expires } = grant;
      if (expires !== null && expires <= at) continue;
      const start = grant.starts ?? at;
      for (const ref of context.facts.givenBy(grant)) {
        const entitlement = model.entitlements.get(ref);
        if (entitlement === undefined || (expires === null && entitlement.standing)) continue;
        const tierLimit = expires === null ? null : model.approvals.tiers[entitlement.tier].maxDuration;
        const limit = entitlement.maxDuration ?? tierLimit;
        if (limit === null || (expires !== null && expires <= addDuration(start, limit))) continue;
        const subject = subjectOfGrant(grant, context, ref);
        if (context.isExcepted(subject)) continue;
        yield {
          message: `${grant.user} is granted ${targetText(grant.target)} ${expires === null ? "without an end" : `until ${endText(expires, timezone)}`}, but the limit of ${ref} (tier ${entitlement.tier}) is ${durationText(limit)}.`,
          remedy: `Set \`expires:\` to ${writtenEnd(addDuration(start, limit), timezone, at)} or earlier. ${
            start < at
              ? renewalText({ starts: grant.starts, expires, at, latest: addDuration(at, limit), timezone })
              : "Request the access again when more time is needed."
          }`,
          place: { file: grant.source.file, field: expires === null ? [] : ["expires"] },
          subject,
          witness: [
            ...tieredAll(context.facts.givenBy(grant), context),
            ...(expires === null ? [] : [formatInstant(expires)]),
          ],
        };
        break; // one finding per grant: the first limit that is exceeded
      }
    }
  },
} satisfies Rule;

/** Returns the edit that renews a running grant: a new period from now on, which is judged and approved like a new grant. */
function renewalText({
  starts,
  expires,
  at,
  latest,
  timezone,
}: {
  readonly starts: Instant | null;
  readonly expires: Instant | null;
  readonly at: Instant;
  readonly latest: Instant;
  readonly timezone: string;
}): string {
  const from = starts === null ? "(none)" : startText(starts, timezone);
  const until = expires === null ? "(none)" : writtenEnd(expires, timezone, at);
  return `To renew the access, write the new period: \`starts:\` ${from} → ${formatInstant(at)}, \`expires:\` ${until} → ${writtenEnd(latest, timezone, at)} or earlier.`;
}
