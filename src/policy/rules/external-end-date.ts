import { addDuration } from "../../model/duration.ts";
import { formatInstant } from "../../model/instant.ts";
import { durationOf, type Rule } from "../rule.ts";
import { durationText, endText } from "../../model/instant-text.ts";

/** Reports an external user whose `end` is more than `max` after `start`, so that a contract is reviewed at least once a year. */
export const externalEndDate = {
  id: "lp/external-end-date",
  severity: "warning",
  page: {
    title: "The end date of an external user is too far after the start date.",
    why: "The access of an external user must be reviewed when the contract is renewed.",
    next: "Set an earlier `end:`, and renew it with the contract.",
  },
  *evaluate(context) {
    const max = durationOf(context, "max", "P365D");
    for (const user of context.model.users.values()) {
      if (user.kind === "employee" || user.kind === "service") continue;
      if (user.start === null || user.end === null) continue; // both are required: load reports a missing one
      // `end` is the end of the written day, so one day is added to compare calendar days.
      if (user.end <= addDuration(user.start, max) + 24 * 3600_000) continue;
      yield {
        message: `The end of ${user.id} (${user.kind}) is ${endText(user.end, context.model.organization.timezone)}: expected at most ${durationText(max)} after the start.`,
        remedy: "Set an earlier `end:`, and renew it with the contract.",
        place: { file: user.source.file, field: ["end"] },
        subject: { user },
        witness: [formatInstant(user.end)],
      };
    }
  },
} satisfies Rule;
