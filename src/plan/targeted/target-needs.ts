import type { EntitlementRef, SystemId, UserId } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import type { DesiredGroup, DesiredSystem } from "../desired/desired.ts";
import { desiredState } from "../desired/desired-state.ts";
import { areLinked, linkedSets } from "../order/linked-sets.ts";
import { personsOf } from "../order/separation-edges.ts";
import type { PlanSide } from "../side.ts";

/** What a targeted plan of one system must know, and what else follows from a user. */
export interface TargetNeeds {
  readonly desired: DesiredSystem;
  /** The users whose accounts and memberships the plan can change, and the users whom rules judge together with them. */
  readonly users: ReadonlySet<UserId>;
  /** The groups whose members the plan can all change. */
  readonly groups: readonly DesiredGroup[];
  /** Returns the user and the users whose removals can be a prerequisite of the user's additions. */
  readonly relatedTo: (user: UserId) => readonly UserId[];
  /** Returns the groups that the users should be in, and the groups that separation of duties links to these. */
  readonly groupsFor: (users: ReadonlySet<UserId>) => {
    readonly wanted: readonly DesiredGroup[];
    readonly linked: readonly DesiredGroup[];
  };
}

/**
 * Returns what a plan for these targets must know in one system; null where it needs everything. An account
 * entitlement concerns every account of its system.
 */
export function targetNeeds(
  side: PlanSide,
  { at, targets }: { readonly at: Instant; readonly targets: readonly string[] },
): (system: SystemId) => TargetNeeds | null {
  const { model } = side;
  const state = desiredState(side, at);
  const setsOf = linkedSets(side);
  const named = targets.flatMap((target) => model.entitlements.get(target as EntitlementRef) ?? []);
  const relatedTo = (id: UserId): readonly UserId[] => {
    const persons = new Set(personsOf(id, model.users));
    const others = [...model.users.keys()].filter((other) =>
      personsOf(other, model.users).some((person) => persons.has(person)),
    );
    return [id, ...others];
  };
  return (system) => {
    const desired = state.get(system);
    if (desired === undefined) return null;
    const users = new Set<UserId>();
    const add = (id: UserId): void => {
      for (const other of relatedTo(id)) users.add(other);
    };
    for (const target of targets) {
      const user = model.users.get(target as UserId);
      if (user !== undefined) add(user.id);
    }
    const groups = new Set<DesiredGroup>();
    for (const { ref, system: of } of named) {
      const group = state.get(of)?.groupOf.get(ref);
      if (group === undefined) return null;
      if (of === system) groups.add(group);
      // An addition in another system can wait for a removal in this one.
      else for (const id of group.members.keys()) add(id);
    }
    const groupsFor = (ids: ReadonlySet<UserId>) => {
      const all = [...desired.groups.values()];
      const wanted = all.filter(({ members }) => [...ids].some((id) => members.has(id)));
      const assigned = [...desired.assignables.values()].filter(({ holders }) =>
        [...ids].some((id) => holders.has(id)),
      );
      const sets = [
        ...[...new Set([...groups, ...wanted])].flatMap(({ entitlements }) =>
          entitlements.flatMap(({ ref }) => setsOf(ref)),
        ),
        ...assigned.flatMap(({ entitlement: { ref } }) => setsOf(ref)),
      ];
      const linked = all.filter(({ entitlements }) => entitlements.some(({ ref }) => areLinked(setsOf(ref), sets)));
      return { wanted, linked };
    };
    return { desired, users, groups: [...groups], relatedTo, groupsFor };
  };
}
