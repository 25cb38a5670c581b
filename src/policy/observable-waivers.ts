import { assignableOf } from "../model/assignable.ts";
import type { AccessModel, EntitlementRef, RoleId, SystemId, Waiver } from "../model/documents.ts";
import { closeRoles } from "../model/role-closure.ts";
import { indexSets } from "./separation-of-duties/memberships.ts";
import type { Violation } from "./separation-of-duties/violation.ts";

/**
 * Returns the waivers that can cover a conflict of what users hold at the providers, each with the systems that show it.
 * Only a read of these systems shows that such a waiver is unused. Its witnesses are in more sets than the rule allows, one
 * of them is a group, an app, an administrator role or a licence, and the files do not cause a conflict of the rule and user.
 * @param violations the conflicts that the files cause
 */
export function observableWaivers(
  model: AccessModel,
  violations: readonly Violation[],
): ReadonlyMap<Waiver, readonly SystemId[]> {
  if (model.waivers.length === 0) return new Map();
  const ofFiles = new Set(violations.map(({ id }) => id));
  const { ofEntitlement, ofRole } = indexSets(model);
  const roles = closeRoles(model);
  const isNamed = (role: RoleId, named: ReadonlySet<EntitlementRef>): boolean => {
    const given = roles.entitlementsOf(role);
    return given.length > 0 && given.every(({ entitlement }) => named.has(entitlement));
  };
  const found = new Map<Waiver, readonly SystemId[]>();
  for (const waiver of model.waivers) {
    if (ofFiles.has(`${waiver.rule}:${waiver.user}`)) continue;
    const named = new Set(waiver.witness);
    const hits = [
      ...waiver.witness.flatMap((ref) => ofEntitlement.get(ref) ?? []),
      ...[...ofRole].flatMap(([role, own]) => (isNamed(role, named) ? own : [])),
    ].filter(({ rule }) => rule.id === waiver.rule);
    const systems = waiver.witness.flatMap((ref): readonly SystemId[] => {
      const entitlement = model.entitlements.get(ref);
      const isObserved =
        entitlement !== undefined && (entitlement.target.kind === "group" || assignableOf(entitlement.target) !== null);
      return isObserved ? [entitlement.system] : [];
    });
    const [first] = hits;
    if (first === undefined || systems.length === 0) continue;
    if (new Set(hits.map(({ set }) => set)).size > first.rule.atMost) found.set(waiver, systems);
  }
  return found;
}
