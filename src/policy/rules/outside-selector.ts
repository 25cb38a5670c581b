import type { Grant, User } from "../../model/documents.ts";
import { selectsUser } from "../../model/selector.ts";
import { isOpen, subjectOfGrant } from "../granted.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";

/** Reports a grant to a user whom the role's `birthright` or the entitlement's `requestable` does not match. */
export const outsideSelector = {
  id: "lp/outside-selector",
  severity: "warning",
  page: {
    title: "A grant names a user for whom the role or entitlement is not intended.",
    why: "The owners define in `birthright` or `requestable` which users may have it.",
    next: "Remove the grant, or ask the owners to extend the field.",
  },
  *evaluate(context) {
    for (const grant of context.model.grants) {
      const user = context.model.users.get(grant.user);
      if (user === undefined || !isOpen(grant, context)) continue;
      const reason = outside(grant, user, context);
      if (reason === undefined) continue;
      yield {
        message: `${user.id} is granted ${targetText(grant.target)}, but ${reason}.`,
        remedy: "Remove the grant, or ask the owners to extend that field.",
        place: { file: grant.source.file, field: [] },
        subject: subjectOfGrant(grant, context),
      };
    }
  },
} satisfies Rule;

function outside({ target }: Grant, user: User, { model }: RuleContext): string | undefined {
  if (target.kind === "role") {
    const birthright = model.roles.get(target.role)?.birthright ?? null;
    return birthright === null || selectsUser(birthright, user)
      ? undefined
      : `its \`birthright\` does not match ${user.id}`;
  }
  const requestable = model.entitlements.get(target.entitlement)?.requestable ?? true;
  if (requestable === true) return undefined;
  if (requestable === false) return "its `requestable` is false";
  return selectsUser(requestable, user) ? undefined : `its \`requestable\` does not match ${user.id}`;
}
