import type { Assignment } from "../../model/assignment.ts";
import type { AccessModel, SeparationOfDutiesRule, User, UserId } from "../../model/documents.ts";
import type { AssignmentIndex } from "../../model/effective.ts";
import type { SetIndex } from "./memberships.ts";
import type { Witness } from "./witness.ts";

/** Every witness of every rule for one person: their own access and that of the service accounts they own. */
export function witnessesOf(
  holders: readonly UserId[],
  index: AssignmentIndex,
  sets: SetIndex,
): ReadonlyMap<SeparationOfDutiesRule, readonly Witness[]> {
  const found = new Map<SeparationOfDutiesRule, Witness[]>();
  for (const holder of holders) {
    for (const assignment of index.byUser.get(holder) ?? []) addAssignment(assignment, sets, found);
    if (sets.ofRole.size > 0) addRoles(holder, index, sets, found);
  }
  return found;
}

function addAssignment(assignment: Assignment, sets: SetIndex, found: Map<SeparationOfDutiesRule, Witness[]>): void {
  for (const { rule, set } of sets.ofEntitlement.get(assignment.entitlement) ?? [])
    for (const path of assignment.paths) {
      if (!rule.count.includes(path.eligible ? "eligible" : "active")) continue;
      push(found, rule, {
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

function addRoles(
  holder: UserId,
  index: AssignmentIndex,
  sets: SetIndex,
  found: Map<SeparationOfDutiesRule, Witness[]>,
): void {
  for (const held of index.rolesHeld(holder))
    for (const { rule, set } of sets.ofRole.get(held.role) ?? []) {
      if (!rule.count.includes(held.eligible ? "eligible" : "active")) continue;
      push(found, rule, {
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

function push(found: Map<SeparationOfDutiesRule, Witness[]>, rule: SeparationOfDutiesRule, witness: Witness): void {
  const list = found.get(rule);
  if (list === undefined) found.set(rule, [witness]);
  else list.push(witness);
}

/** Service accounts by each person who owns them: what the machine holds, its owner can use. */
export function serviceAccountsByOwner(model: AccessModel): ReadonlyMap<UserId, readonly User[]> {
  const owned = new Map<UserId, User[]>();
  for (const user of model.users.values()) {
    if (user.kind !== "service") continue;
    for (const owner of new Set(user.owners)) {
      const list = owned.get(owner);
      if (list === undefined) owned.set(owner, [user]);
      else list.push(user);
    }
  }
  return owned;
}
