import { howGiven, judgedPaths, placeOfPaths, sinceWhen, subjectOf } from "../paths.ts";
import { type Rule, textsOf } from "../rule.ts";

/** Contractors, vendors and partners hold no privileged entitlement, now or later. */
export const privilegedExternal = {
  id: "lp/privileged-external",
  severity: "error",
  page: {
    title: "Somebody from outside would hold a privileged entitlement.",
    why: "A contract ends differently from an employment, and the company answers for what happens (NIST SP 800-53 PS-7).",
    next: "Take it away, or let an employee do that part of the work.",
  },
  *evaluate(context) {
    const { model, index, at, facts } = context;
    const kinds = textsOf(context, "kinds", ["contractor", "vendor", "partner"]);
    for (const user of model.users.values()) {
      if (!kinds.includes(user.kind)) continue;
      for (const assignment of index.byUser.get(user.id) ?? []) {
        const entitlement = facts.privileged().get(assignment.entitlement);
        const paths = judgedPaths(assignment, user, context);
        if (entitlement === undefined || paths.length === 0) continue;
        yield {
          message: `${user.id} (${user.kind}) would have ${entitlement.ref} (tier ${entitlement.tier})${sinceWhen(paths, at)}, ${howGiven(paths)}: privileged access belongs to people whom the company can hold to account itself.`,
          remedy: `Take ${entitlement.ref} away from ${user.id}, or let an employee do that part of the work.`,
          place: placeOfPaths(paths, model),
          subject: subjectOf(user, assignment, paths),
        };
      }
    }
  },
} satisfies Rule;
