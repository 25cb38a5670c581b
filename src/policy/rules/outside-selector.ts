import type { Grant, User } from "../../model/documents.ts";
import { selectsUser } from "../../model/selector.ts";
import { isOpen, subjectOfGrant } from "../granted.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";

/** A grant goes to somebody for whom the role's `birthright` or the entitlement's `requestable` is meant. */
export const outsideSelector = {
  id: "lp/outside-selector",
  severity: "warning",
  page: {
    title: "A grant goes to somebody for whom the role or entitlement is not meant.",
    why: "Its owners said in `birthright` or `requestable` for whom it is.",
    next: "Remove the grant, or ask the owners to widen the field.",
  },
  *evaluate(context) {
    for (const grant of context.model.grants) {
      const user = context.model.users.get(grant.user);
      if (user === undefined || !isOpen(grant, context)) continue;
      const reason = outside(grant, user, context);
      if (reason === undefined) continue;
      yield {
        message: `${user.id} is given ${targetText(grant.target)}, and ${reason}: its owners said for whom it is.`,
        remedy: "Remove the grant, or ask the owners to widen that field.",
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
  if (requestable === false) return "its `requestable` is false, so that nobody may ask for it";
  return selectsUser(requestable, user) ? undefined : `its \`requestable\` does not match ${user.id}`;
}
