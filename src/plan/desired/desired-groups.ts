import type { AssignmentPath } from "../../model/assignment.ts";
import { contains, type Instant } from "../../model/instant.ts";
import type { Entitlement, EntitlementRef, System, SystemId, UserId } from "../../model/documents.ts";
import { compareRoles } from "../../model/group-role.ts";
import { groupTraits, mailboxKey } from "../../model/provider.ts";
import { compareText } from "../../support/compare.ts";
import { appendTo } from "../../support/multi-map.ts";
import type { PlanSide } from "../side.ts";
import { type DesiredExternal, type DesiredGroup, type DesiredMember, groupKey } from "./desired.ts";

type GroupEntitlement = Entitlement & { readonly target: Extract<Entitlement["target"], { kind: "group" }> };

/** Returns each declared group of each system with its members at `at`, in one pass over all assignments. */
export function desiredGroups(side: PlanSide, at: Instant): ReadonlyMap<SystemId, ReadonlyMap<string, DesiredGroup>> {
  const members = new Map<EntitlementRef, Map<UserId, DesiredMember>>();
  const systems = new Map<SystemId, Map<string, DesiredGroup>>();
  for (const system of side.model.systems.values()) systems.set(system.id, new Map());
  for (const entitlements of entitlementsByGroup(side).values()) {
    const first = entitlements[0];
    const system = first === undefined ? undefined : side.model.systems.get(first.system);
    if (first === undefined || system === undefined) continue;
    const shared = new Map<UserId, DesiredMember>();
    for (const { ref } of entitlements) members.set(ref, shared);
    const group = groupOf(system, [first, ...entitlements.slice(1)], { members: shared, at });
    systems.get(system.id)?.set(group.key, group);
  }
  collectMembers(side, members, at);
  return systems;
}

function entitlementsByGroup({ model }: PlanSide): ReadonlyMap<string, readonly GroupEntitlement[]> {
  const groups = new Map<string, GroupEntitlement[]>();
  for (const entitlement of model.entitlements.values()) {
    const system = model.systems.get(entitlement.system);
    if (system === undefined || !isGroup(entitlement)) continue;
    const id = `${system.id}/${groupKey(system, entitlement.target.name)}`;
    appendTo(groups, id, entitlement);
  }
  for (const list of groups.values())
    list.sort((left, right) => compareRoles(left.target.role, right.target.role) || compareText(left.ref, right.ref));
  return groups;
}

function isGroup(entitlement: Entitlement): entitlement is GroupEntitlement {
  return entitlement.target.kind === "group";
}

function groupOf(
  system: System,
  entitlements: readonly [GroupEntitlement, ...GroupEntitlement[]],
  { members, at }: { readonly members: ReadonlyMap<UserId, DesiredMember>; readonly at: Instant },
): DesiredGroup {
  const first = entitlements.find(({ status }) => status === "active") ?? entitlements[0];
  return {
    key: groupKey(system, first.target.name),
    name: first.target.name,
    entitlements,
    first,
    previously: [...new Set(entitlements.flatMap(({ previously }) => previously))].sort(compareText),
    active: first.status === "active",
    authoritative: entitlements.every(({ membership }) => membership === "authoritative"),
    profile: {
      ...(groupTraits(system.provider)?.hasTitle === true ? { name: first.title } : {}),
      ...(first.description === null ? {} : { description: first.description }),
    },
    settings: Object.fromEntries([...first.settings].map(([name, value]) => [name, String(value)])),
    members,
    externals: externalsOf(system, entitlements, at),
  };
}

function externalsOf(
  { provider }: System,
  entitlements: readonly GroupEntitlement[],
  at: Instant,
): ReadonlyMap<string, DesiredExternal> {
  return new Map(
    entitlements.flatMap((entitlement) =>
      entitlement.externalMembers.map((member) => {
        const isCurrent = entitlement.status === "active" && at < member.expires;
        return [mailboxKey(provider, member.address), { member, entitlement, isCurrent }] as const;
      }),
    ),
  );
}

/**
 * Adds the members of each group. Of several roles in one group the highest applies. A nested path does not make a
 * direct member.
 */
function collectMembers(
  { model, index }: PlanSide,
  members: ReadonlyMap<EntitlementRef, Map<UserId, DesiredMember>>,
  at: Instant,
): void {
  for (const [user, assignments] of index.byUser)
    for (const assignment of assignments) {
      const group = members.get(assignment.entitlement);
      const entitlement = model.entitlements.get(assignment.entitlement);
      if (group === undefined || entitlement === undefined || !isGroup(entitlement)) continue;
      const { paths: all } = assignment;
      // Most assignments have one path. Not copying it saves up to a million copies.
      const paths = all.every((path) => isDirect(path, at)) ? all : all.filter((path) => isDirect(path, at));
      if (paths.length === 0) continue;
      const { role } = entitlement.target;
      const known = group.get(user);
      if (known === undefined || compareRoles(known.role, role) < 0)
        group.set(user, { user, role, entitlement, paths });
    }
}

/** Returns whether the path makes a direct holder at the instant: it is not nested in another group, and not only eligible. */
export function isDirect(path: AssignmentPath, at: Instant): boolean {
  return !path.eligible && !path.nested && contains(path.interval, at);
}
