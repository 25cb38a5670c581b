import { subjectOfGrant } from "../granted.ts";
import { counted } from "../../support/counted.ts";
import { numberOf, type Rule } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";
import { tieredAll } from "../witness.ts";

/** Reports a grant whose `reason` is missing or has fewer words than `words`. */
export const noReason = {
  id: "lp/no-reason",
  severity: "error",
  page: {
    title: "A grant has no sufficient reason.",
    why: "Approvers and auditors cannot judge the grant without a reason.",
    next: "Write the purpose of the access in `reason:`.",
  },
  *evaluate(context) {
    const least = numberOf(context, "words", 3);
    for (const grant of context.model.grants) {
      const words = (grant.reason ?? "").split(/\s+/u).filter((word) => word !== "").length;
      if (words >= least) continue;
      yield {
        message:
          words === 0
            ? `The grant of ${targetText(grant.target)} to ${grant.user} has no reason: expected ${counted(least, "word")} or more.`
            : `The reason of the grant of ${targetText(grant.target)} to ${grant.user} is too short: expected ${counted(least, "word")} or more, got ${words}.`,
        remedy: `Write the purpose of the access in \`reason:\`, in ${counted(least, "word")} or more.`,
        place: { file: grant.source.file, field: grant.reason === null ? [] : ["reason"] },
        subject: subjectOfGrant(grant, context),
        witness: tieredAll(context.facts.givenBy(grant), context),
      };
    }
  },
} satisfies Rule;
