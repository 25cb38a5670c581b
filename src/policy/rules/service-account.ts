import type { Grant, User, UserId } from "../../model/documents.ts";
import { isOpen, subjectOfGrant, tierOfGrant } from "../granted.ts";
import { howGiven, judgedPaths, sinceWhen, subjectOf } from "../paths.ts";
import type { Rule, RuleContext, RuleFinding } from "../rule.ts";
import { isSuperAdmin } from "../super-admin.ts";
import { targetText } from "../../model/grant-target.ts";
import { ownerNames, ownersOfTarget } from "../../model/owner.ts";

/**
 * A machine has little, and somebody else agrees to it: no super administrator right, no privileged entitlement that is
 * not meant to stand, and no owner who alone approves what it gets.
 */
export const serviceAccount = {
  id: "lp/service-account",
  severity: "error",
  page: {
    title: "A service account has too much, or one person both owns it and approves for it.",
    why: "Its credential works day and night, and whoever has it is nobody in particular (NIST SP 800-53 AC-6).",
    next: "Give it a narrower right, mark the entitlement `standing: true` after review, or name another owner.",
  },
  *evaluate(context) {
    for (const user of context.model.users.values()) {
      if (user.kind !== "service") continue;
      yield* tooMuch(user, context);
      for (const grant of context.index.grantsOf(user.id)) yield* approvedByItsOwner(user, grant, context);
    }
  },
} satisfies Rule;

function* tooMuch(user: User, context: RuleContext): Iterable<RuleFinding> {
  const { model, index, at, facts } = context;
  for (const assignment of index.byUser.get(user.id) ?? []) {
    const entitlement = model.entitlements.get(assignment.entitlement);
    const paths = judgedPaths(assignment, user, context);
    if (entitlement === undefined || paths.length === 0) continue;
    const superAdmin = isSuperAdmin(entitlement);
    if (!superAdmin && (entitlement.standing || !facts.privileged().has(entitlement.ref))) continue;
    yield {
      message: `The service account ${user.id} would ${superAdmin ? "be a super administrator by" : "have"} ${entitlement.ref} (tier ${entitlement.tier})${sinceWhen(paths, at)}, ${howGiven(paths)}: its credential works day and night, and nobody is asked a second time.`,
      remedy: superAdmin
        ? `Give ${user.id} a narrower administrator right.`
        : `Take ${entitlement.ref} away from ${user.id}, or let root owners mark it \`standing: true\`.`,
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
    message: `${approver} owns the service account ${user.id} and alone approves ${targetText(grant.target)} for it: one person can give themselves that access through a machine.`,
    remedy: `Add a second owner or a team to ${targetText(grant.target)}, or give ${user.id} another owner.`,
    place: { file: user.source.file, field: ["owners"] },
    subject: subjectOfGrant(grant, context),
  };
}

/**
 * The one person who can approve the grant with nobody else's help; undefined where others may or must. Stages need
 * different people, and a missing approver falls back to others, so only a single stage can come down to one person.
 * Without stages the owners approve by owning the file (CODEOWNERS).
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
