import { isOpen, subjectOfGrant } from "../granted.ts";
import type { Rule } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";
import { endText, writtenEnd } from "../../model/instant-text.ts";

/** Reports a grant that expires after its user's `end`, or never: the access would return when the end is moved. */
export const outlivesContract = {
  id: "lp/outlives-contract",
  severity: "error",
  page: {
    title: "A grant expires after its user's end date, or never.",
    why: "The access would return without a request when the end date is moved.",
    next: "Set `expires:` to the user's end or earlier.",
  },
  *evaluate(context) {
    const { timezone } = context.model.organization;
    for (const grant of context.model.grants) {
      const end = context.model.users.get(grant.user)?.end ?? null;
      if (end === null || !isOpen(grant, context) || (grant.expires !== null && grant.expires <= end)) continue;
      const until = grant.expires === null ? "has no expiry" : `expires at ${endText(grant.expires, timezone)}`;
      yield {
        message: `The grant of ${targetText(grant.target)} to ${grant.user} ${until}: expected ${endText(end, timezone)} or earlier, the end of ${grant.user}.`,
        remedy: `Set \`expires:\` to ${writtenEnd(end, timezone, context.at)} or earlier.`,
        place: { file: grant.source.file, field: grant.expires === null ? [] : ["expires"] },
        subject: subjectOfGrant(grant, context),
        witness: [until],
      };
    }
  },
} satisfies Rule;
