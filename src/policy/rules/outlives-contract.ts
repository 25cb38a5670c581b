import { formatInstant } from "../../model/instant.ts";
import { isOpen, subjectOfGrant } from "../granted.ts";
import type { Rule } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";

/** A grant ends with its user's `end` at the latest, so that access does not come back by itself when the end is moved. */
export const outlivesContract = {
  id: "lp/outlives-contract",
  severity: "error",
  page: {
    title: "A grant goes on after its user's end.",
    why: "Moving the end would bring the access back without anybody asking.",
    next: "Set `expires:` to the user's end or earlier.",
  },
  *evaluate(context) {
    for (const grant of context.model.grants) {
      const end = context.model.users.get(grant.user)?.end ?? null;
      if (end === null || !isOpen(grant, context) || (grant.expires !== null && grant.expires <= end)) continue;
      const until = grant.expires === null ? "has no end" : `lasts until ${formatInstant(grant.expires)}`;
      yield {
        message: `The grant of ${targetText(grant.target)} to ${grant.user} ${until}, and ${grant.user} ends at ${formatInstant(end)}: moving that end would bring the access back without anybody asking.`,
        remedy: `Set \`expires:\` to ${formatInstant(end)} or earlier.`,
        place: { file: grant.source.file, field: grant.expires === null ? [] : ["expires"] },
        subject: subjectOfGrant(grant, context),
      };
    }
  },
} satisfies Rule;
