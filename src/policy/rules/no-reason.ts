import { subjectOfGrant } from "../granted.ts";
import { numberOf, type Rule } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";

/** A grant says why: a reviewer and an auditor need a reason of a few words. */
export const noReason = {
  id: "lp/no-reason",
  severity: "error",
  page: {
    title: "A grant does not say why.",
    why: "The person who approves, and the auditor later, have nothing to judge by.",
    next: "Write what it is for in `reason:`.",
  },
  *evaluate(context) {
    const least = numberOf(context, "words", 3);
    for (const grant of context.model.grants) {
      const words = (grant.reason ?? "").split(/\s+/u).filter((word) => word !== "").length;
      if (words >= least) continue;
      yield {
        message:
          words === 0
            ? `The grant of ${targetText(grant.target)} to ${grant.user} gives no reason, so nobody can judge it later.`
            : `The reason for giving ${grant.user} ${targetText(grant.target)} has ${words} of the ${least} words it needs, so nobody can judge it later.`,
        remedy: `Write in \`reason:\` what the access is for, in ${least} words or more.`,
        place: { file: grant.source.file, field: grant.reason === null ? [] : ["reason"] },
        subject: subjectOfGrant(grant, context),
      };
    }
  },
} satisfies Rule;
