import { howGiven, judgedPaths, placeOfPaths, sinceWhen, subjectOf } from "../paths.ts";
import { type Rule, textsOf } from "../rule.ts";
import { assignmentsOfUser } from "../../model/effective.ts";

/** Reports a contractor, vendor or partner who holds a privileged entitlement now or later. */
export const privilegedExternal = {
  id: "lp/privileged-external",
  severity: "error",
  page: {
    title: "An external user would hold a privileged entitlement.",
    why: "The organization controls the contract of an external user less than an employment, and stays responsible (NIST SP 800-53 PS-7).",
    next: "Remove the entitlement from the user, or assign that work to an employee.",
  },
  *evaluate(context) {
    const { model, index, at, facts } = context;
    const kinds = textsOf(context, "kinds", ["contractor", "vendor", "partner"]);
    for (const user of model.users.values()) {
      if (!kinds.includes(user.kind)) continue;
      for (const assignment of assignmentsOfUser(index, user.id)) {
        const entitlement = facts.privileged().get(assignment.entitlement);
        const paths = judgedPaths(assignment, user, context);
        if (entitlement === undefined || paths.length === 0) continue;
        yield {
          message: `${user.id} (${user.kind}) would hold ${entitlement.ref} (tier ${entitlement.tier})${sinceWhen(paths, at, model.organization.timezone)} ${howGiven(paths)}. External users must not hold privileged entitlements.`,
          remedy: `Remove ${entitlement.ref} from ${user.id}, or assign that work to an employee.`,
          place: placeOfPaths(paths, model),
          subject: subjectOf(user, assignment, paths),
        };
      }
    }
  },
} satisfies Rule;
