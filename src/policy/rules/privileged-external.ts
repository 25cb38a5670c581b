import { howGiven, judgedPaths, placeOfPaths, sinceWhen, subjectOf } from "../paths.ts";
import { type Rule, type RuleContext, textsOf } from "../rule.ts";
import { assignmentsOfUser } from "../../model/effective.ts";
import { nestedHolders } from "../nested-holders.ts";

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
    const kinds = kindsOf(context);
    for (const [ref, { tier, source, externalMembers }] of facts.privileged())
      for (const [index, { address, expires }] of externalMembers.entries()) {
        if (expires <= at) continue;
        yield {
          message: `${address} would be an external member of ${ref} (tier ${tier}). External users must not hold privileged entitlements.`,
          remedy: "Remove the entry, or assign that work to an employee.",
          place: { file: source.file, field: ["externalMembers", index, "address"] },
          subject: { entitlement: ref },
          witness: [address.toLowerCase()],
        };
      }
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
  *evaluateObserved(context) {
    const { model, facts, observations } = context;
    const kinds = kindsOf(context);
    for (const { ref, through, users } of nestedHolders(observations ?? [], { model, facts }))
      for (const user of users) {
        const entitlement = facts.privileged().get(ref);
        if (entitlement === undefined || !kinds.includes(user.kind)) continue;
        yield {
          message: `${user.id} (${user.kind}) holds ${ref} (tier ${entitlement.tier})${through} at the provider. External users must not hold privileged entitlements.`,
          remedy: `Remove the nested group from the group of ${ref}, or the user from the nested group.`,
          place: { file: entitlement.source.file, field: [] },
          subject: { user, entitlement: ref },
          witness: [through.trim()],
        };
      }
  },
} satisfies Rule;

const kindsOf = (context: RuleContext): readonly string[] =>
  textsOf(context, "kinds", ["contractor", "vendor", "partner"]);
