import type { Entitlement, User } from "../../model/documents.ts";
import { intersect } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { isOpen, subjectOfGrant } from "../granted.ts";
import { openPaths } from "../paths.ts";
import { type Rule, type RuleContext, textOf } from "../rule.ts";
import { assignmentsOfUser } from "../../model/effective.ts";

/** Reports an administrator right that is granted directly to a user whose roles give none in that system. */
export const adminAboveBaseline = {
  id: "lp/admin-above-baseline",
  severity: "warning",
  page: {
    title: "A user is granted an administrator right that none of their roles gives.",
    why: "An administrator right without a role is seldom removed when the user's work changes (NIST SP 800-53 AC-6(1)).",
    next: "Assign a role that includes the right, or remove the grant.",
  },
  *evaluate(context) {
    const { model } = context;
    const tag = textOf(context, "tag", "admin");
    for (const grant of model.grants) {
      if (grant.target.kind !== "entitlement" || !isOpen(grant, context)) continue;
      const entitlement = model.entitlements.get(grant.target.entitlement);
      const user = model.users.get(grant.user);
      if (entitlement === undefined || user === undefined || !isAdmin(entitlement, tag)) continue;
      if (entitlement.status === "retired" || stateOf(user, context.at) === "on-leave") continue; // gives nothing now
      const time = { from: grant.starts, until: grant.expires };
      if (rolesGiveAdmin(user, entitlement, { tag, time, context })) continue;
      yield {
        message: `${user.id} is granted the administrator right ${entitlement.ref}, but none of their roles gives an administrator right in ${entitlement.system}.`,
        remedy: `Assign ${user.id} a role that includes the right, or remove the grant.`,
        place: { file: grant.source.file, field: [] },
        subject: subjectOfGrant(grant, context),
      };
    }
  },
} satisfies Rule;

const isAdmin = ({ target, tags }: Entitlement, tag: string): boolean =>
  target.kind === "adminRole" || tags.includes(tag);

function rolesGiveAdmin(
  user: User,
  { system }: Entitlement,
  {
    tag,
    time,
    context,
  }: { readonly tag: string; readonly time: Parameters<typeof intersect>[0]; readonly context: RuleContext },
): boolean {
  return assignmentsOfUser(context.index, user.id).some((assignment) => {
    const held = context.model.entitlements.get(assignment.entitlement);
    if (held === undefined || held.system !== system || !isAdmin(held, tag)) return false;
    return openPaths(assignment, context.at).some(
      ({ role, interval }) => role !== null && intersect(interval, time) !== undefined,
    );
  });
}
