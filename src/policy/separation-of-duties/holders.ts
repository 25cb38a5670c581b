import type { Assignment } from "../../model/assignment.ts";
import type { SeparationOfDutiesRule, User, UserId } from "../../model/documents.ts";
import type { AssignmentIndex } from "../../model/effective.ts";
import { intersect, type Interval } from "../../model/instant.ts";
import { employmentOf } from "../../model/lifecycle.ts";
import type { SetIndex } from "./memberships.ts";
import type { Witness } from "./witness.ts";
import { appendTo } from "../../support/multi-map.ts";
import { assignmentsOfUser } from "../../model/effective.ts";

type Found = Map<SeparationOfDutiesRule, Witness[]>;

/**
 * Returns every witness of every rule for one person: their own access and that of the service accounts they own, the latter
 * only while the person is employed. Active access always counts, eligible access where the rule lists it.
 *
 * @param indexes searched in order; the first one that contains the holder is used.
 */
export function witnessesOf(
  person: User,
  holders: readonly User[],
  indexes: readonly AssignmentIndex[],
  sets: SetIndex,
): ReadonlyMap<SeparationOfDutiesRule, readonly Witness[]> {
  const found: Found = new Map();
  const employment = employmentOf(person);
  if (employment === undefined) return found;
  for (const { id } of holders) {
    const index = indexes.find(({ byUser }) => byUser.has(id));
    if (index === undefined) continue;
    const span = id === person.id ? null : employment;
    for (const assignment of assignmentsOfUser(index, id)) addAssignment(assignment, span, sets, found);
    if (sets.ofRole.size > 0) addRoles(id, span, index, sets, found);
  }
  return found;
}

function addAssignment(assignment: Assignment, span: Interval | null, sets: SetIndex, found: Found): void {
  for (const { rule, set } of sets.ofEntitlement.get(assignment.entitlement) ?? [])
    for (const path of assignment.paths) {
      if (path.eligible && !rule.count.includes("eligible")) continue;
      push(found, rule, span, {
        set,
        holder: assignment.user,
        entitlement: assignment.entitlement,
        role: path.role,
        memberRole: null,
        kind: path.kind,
        grant: path.grant,
        through: path.through,
        interval: path.interval,
      });
    }
}

function addRoles(holder: UserId, span: Interval | null, index: AssignmentIndex, sets: SetIndex, found: Found): void {
  for (const held of index.rolesHeld(holder))
    for (const { rule, set } of sets.ofRole.get(held.role) ?? []) {
      if (held.eligible && !rule.count.includes("eligible")) continue;
      push(found, rule, span, {
        set,
        holder,
        entitlement: null,
        role: held.top,
        memberRole: held.role,
        kind: held.kind,
        grant: held.grant,
        through: held.through,
        interval: held.interval,
      });
    }
}

function push(found: Found, rule: SeparationOfDutiesRule, span: Interval | null, witness: Witness): void {
  const interval = span === null ? witness.interval : intersect(witness.interval, span);
  if (interval === undefined) return;
  const kept = span === null ? witness : { ...witness, interval };
  appendTo(found, rule, kept);
}
