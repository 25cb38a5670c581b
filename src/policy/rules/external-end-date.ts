import { addDuration } from "../../model/duration.ts";
import { formatInstant } from "../../model/instant.ts";
import { durationOf, type Rule } from "../rule.ts";

/** People from outside are looked at again at least once a year: their `end` is not far after their `start`. */
export const externalEndDate = {
  id: "lp/external-end-date",
  severity: "warning",
  page: {
    title: "Somebody from outside has an end far after the start.",
    why: "Contracts are looked at again; access should be too.",
    next: "Bring `end:` closer and renew it with the contract.",
  },
  *evaluate(context) {
    const max = durationOf(context, "max", "P365D");
    for (const user of context.model.users.values()) {
      if (user.kind === "employee" || user.kind === "service") continue;
      if (user.start === null || user.end === null) continue; // both are required; load reports a missing one
      // `end` is the end of the written day, so one day more is the same day of the calendar.
      if (user.end <= addDuration(user.start, max) + 24 * 3600_000) continue;
      yield {
        message: `${user.id} (${user.kind}) ends at ${formatInstant(user.end)}, more than ${max.text} after the start: access would go on although nobody looked at the contract again.`,
        remedy: "Bring `end:` closer; renew it when the contract is renewed.",
        place: { file: user.source.file, field: ["end"] },
        subject: { user },
      };
    }
  },
} satisfies Rule;
