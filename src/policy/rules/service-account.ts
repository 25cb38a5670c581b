import type { Grant, User, UserId } from "../../model/documents.ts";
import { isOpen, subjectOfGrant, tierOfGrant } from "../granted.ts";
import { howGiven, judgedPaths, sinceWhen, subjectOf } from "../paths.ts";
import type { Rule, RuleContext, RuleFinding } from "../rule.ts";
import { isSuperAdmin } from "../../model/super-admin.ts";
import { targetText } from "../../model/grant-target.ts";
import { ownerNames, ownersOfTarget } from "../../model/owner.ts";
import { assignmentsOfUser } from "../../model/effective.ts";

/**
 * Reports a service account that holds a super administrator right or a privileged entitlement that is not `standing: true`,
 * or whose owner alone approves its access.
 */
export const serviceAccount = {
  id: "lp/service-account",
  severity: "error",
  page: {
    title: "A service account holds too much access, or its owner is its only approver.",
    why: "A service account's credential is always active and can be shared (NIST SP 800-53 AC-6).",
    next: "Assign a narrower right, mark the entitlement `standing: true` after a review, or name another owner.",
  },
  *evaluate(context) {
    for (const user of context.model.users.values()) {
      if (user.kind !== "service") continue;
      yield* excessiveAccess(user, context);
      for (const grant of context.index.grantsOf(user.id)) yield* approvedByItsOwner(user, grant, context);
    }
  },
} satisfies Rule;

function* excessiveAccess(user: User, context: RuleContext): Iterable<RuleFinding> {
  const { model, index, at, facts } = context;
  for (const assignment of assignmentsOfUser(index, user.id)) {
    const entitlement = model.entitlements.get(assignment.entitlement);
    const paths = judgedPaths(assignment, user, context);
    if (entitlement === undefined || paths.length === 0) continue;
    const superAdmin = isSuperAdmin(entitlement);
    if (!superAdmin && (entitlement.standing || !facts.privileged().has(entitlement.ref))) continue;
    yield {
      message: `The service account ${user.id} would hold ${superAdmin ? "the super administrator right " : ""}${entitlement.ref} (tier ${entitlement.tier})${sinceWhen(paths, at, model.organization.timezone)} ${howGiven(paths)}: expected ${superAdmin ? "a narrower right" : "no privileged entitlement, or one with `standing: true`"}.`,
      remedy: superAdmin
        ? `Assign ${user.id} a narrower administrator right.`
        : `Remove ${entitlement.ref} from ${user.id}, or ask the root owners to set \`standing: true\`.`,
      place: { file: user.source.file, field: [] },
      subject: subjectOf(user, assignment, paths),
    };
  }
}

function* approvedByItsOwner(user: User, grant: Grant, context: RuleContext): Iterable<RuleFinding> {
  if (!isOpen(grant, context)) return;
  const approver = onlyApprover(user, grant, context);
  if (approver === undefined || !user.owners.includes(approver)) return;
  yield {
    message: `${approver} owns the service account ${user.id} and is the only approver of ${targetText(grant.target)} for it. One person could give themselves that access through the service account.`,
    remedy: `Add a second owner or a team to ${targetText(grant.target)}, or name another owner of ${user.id}.`,
    place: { file: user.source.file, field: ["owners"] },
    subject: subjectOfGrant(grant, context),
  };
}

/**
 * Returns the one person who can approve the grant alone; undefined where other people may or must approve. Stages need
 * different people, and a missing approver is replaced by the fallback, so only a single stage can depend on one person.
 * Without stages the owners approve as code owners of the file (CODEOWNERS).
 */
function onlyApprover(user: User, grant: Grant, context: RuleContext): UserId | undefined {
  const { model } = context;
  const stages = model.approvals.tiers[tierOfGrant(grant, context)].require;
  if (stages.length > 1) return undefined;
  const names = stages[0] ?? ["owner"];
  const approvers = new Set(
    names.flatMap((name) =>
      name === "owner"
        ? ownerNames(ownersOfTarget(grant.target, model))
        : name === "manager"
          ? (user.manager ?? [])
          : name,
    ),
  );
  const [only] = approvers;
  const person = only === undefined ? undefined : model.users.get(only as UserId);
  return approvers.size === 1 ? person?.id : undefined;
}
