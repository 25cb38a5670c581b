import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { Assignment } from "../model/assignment.ts";
import type { AccessModel, Entitlement, EntitlementRef, SystemId, User } from "../model/documents.ts";
import { type AssignmentIndex, assignmentsOfUser, intervalsOf } from "../model/effective.ts";
import type { Instant, Interval } from "../model/instant.ts";
import { accountTraits } from "../model/provider.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";
import { placeOfPaths } from "./paths.ts";

/** Reports `entitlement/no-account`: an entitlement has an effect only while its user has an account in that system (formats.md). */
export function accountCover({ model, index, at }: ResolvedModel): readonly UnlocatedFinding[] {
  const accountOf = new Map<SystemId, EntitlementRef>();
  for (const entitlement of model.entitlements.values())
    if (entitlement.target.kind === "account") accountOf.set(entitlement.system, entitlement.ref);
  const findings: UnlocatedFinding[] = [];
  for (const [id, assignments] of index.byUser) {
    const user = model.users.get(id);
    if (user === undefined) continue;
    const held = new Map(assignments.map((assignment) => [assignment.entitlement, assignment]));
    const reported = new Set<SystemId>();
    for (const assignment of assignments) {
      const entitlement = model.entitlements.get(assignment.entitlement);
      if (entitlement === undefined || !needsAccount(entitlement, model) || reported.has(entitlement.system)) continue;
      if (isExternal(user, entitlement)) continue; // a member by address needs no account in the tenant
      const account = accountOf.get(entitlement.system);
      const cover = account === undefined ? undefined : held.get(account);
      const remaining = intervalsOf(assignment).filter(({ until }) => until === null || until > at);
      if (remaining.every((interval) => covered(interval, cover, at))) continue;
      reported.add(entitlement.system);
      findings.push({
        code: "entitlement/no-account",
        severity: "error",
        message: `${id} would hold ${assignment.entitlement} without an account in ${entitlement.system} for the same time.`,
        remedy:
          account === undefined
            ? `Add an entitlement with \`target: { account: {} }\` in ${entitlement.system} and assign it to ${id}.`
            : `Assign ${account} to ${id} for the same time, with a role or a grant.`,
        place: placeOfPaths(assignment.paths, model),
        user: id,
        witness: [assignment.entitlement],
      });
    }
  }
  return [...findings, ...externalAccounts(model, index, at)];
}

/** Reports `entitlement/external-account`: an account entitlement has no effect for a user who is external in its system. */
function externalAccounts(model: AccessModel, index: AssignmentIndex, at: Instant): readonly UnlocatedFinding[] {
  return [...model.users.values()].flatMap((user) =>
    user.externalIn.length === 0
      ? []
      : assignmentsOfUser(index, user.id).flatMap((assignment): readonly UnlocatedFinding[] => {
          const entitlement = model.entitlements.get(assignment.entitlement);
          const isHeld = intervalsOf(assignment).some(({ until }) => until === null || until > at);
          if (entitlement?.target.kind !== "account" || !isExternal(user, entitlement) || !isHeld) return [];
          return [
            {
              code: "entitlement/external-account",
              severity: "warning",
              message: `${user.id} would hold ${entitlement.ref}, but is external in ${entitlement.system}: no account is created.`,
              remedy: `Remove ${entitlement.system} from \`externalIn:\` of ${user.id}, or do not assign ${entitlement.ref} to this user.`,
              place: placeOfPaths(assignment.paths, model),
              user: user.id,
              witness: [entitlement.ref],
            },
          ];
        }),
  );
}

const isExternal = ({ externalIn }: User, { system }: Entitlement): boolean => externalIn.includes(system);

function needsAccount(entitlement: Entitlement, model: AccessModel): boolean {
  const system = model.systems.get(entitlement.system);
  return entitlement.target.kind !== "account" && (system === undefined || accountTraits(system.provider) !== null);
}

function covered(interval: Interval, account: Assignment | undefined, at: Instant): boolean {
  if (account === undefined) return false;
  const from = Math.max(interval.from ?? -Infinity, at); // the past needs no account
  return intervalsOf(account).some(
    (cover) =>
      (cover.from ?? -Infinity) <= from &&
      (cover.until === null || (interval.until !== null && interval.until <= cover.until)),
  );
}
