import { compareText } from "../support/compare.ts";
import type { AccessModel, EntitlementRef, Role, RoleId } from "./documents.ts";

/** A role reached from another, with the roles in between and itself; empty for the role itself. */
export interface ReachedRole {
  readonly role: RoleId;
  readonly through: readonly RoleId[];
}

/** An entitlement that holding something gives, with the steps down to it. */
export interface ReachedEntitlement {
  readonly entitlement: EntitlementRef;
  readonly through: readonly string[];
  readonly nested: boolean;
}

/** A diamond of inclusions has many routes to one role; a reader needs the shortest few. */
const routesKept = 8;

/** For each role, the roles it includes directly: its own `includes`, and the roles that state `impliedBy` it. */
export function inclusionEdges(roles: ReadonlyMap<RoleId, Role>): ReadonlyMap<RoleId, readonly RoleId[]> {
  const edges = new Map<RoleId, Set<RoleId>>();
  for (const role of roles.values()) edges.set(role.id, new Set(role.includes));
  for (const role of roles.values()) for (const holder of role.impliedBy) edges.get(holder)?.add(role.id);
  return new Map([...edges].map(([id, included]) => [id, [...included].sort(compareText)]));
}

/**
 * Every role that holding `start` gives, itself first, shortest routes first (ANSI INCITS 359: the including, senior role
 * acquires what the included, junior role has). Cycles were refused by load; a route never repeats a role.
 */
export function includedRoles(start: RoleId, edges: ReadonlyMap<RoleId, readonly RoleId[]>): readonly ReachedRole[] {
  const routes = new Map<RoleId, number>();
  const reached: ReachedRole[] = [];
  let frontier: readonly ReachedRole[] = [{ role: start, through: [] }];
  while (frontier.length > 0) {
    const next: ReachedRole[] = [];
    for (const route of frontier) {
      const known = routes.get(route.role) ?? 0;
      if (known >= routesKept) continue;
      routes.set(route.role, known + 1);
      reached.push(route);
      for (const role of edges.get(route.role) ?? []) {
        if (role === start || route.through.includes(role)) continue;
        next.push({ role, through: [...route.through, role] });
      }
    }
    frontier = next;
  }
  return reached;
}

/** For each entitlement, the groups it is nested in, upwards: who holds it holds those as well. */
export function nestingParents(model: AccessModel): ReadonlyMap<EntitlementRef, readonly EntitlementRef[]> {
  const parents = new Map<EntitlementRef, EntitlementRef[]>();
  for (const entitlement of model.entitlements.values())
    for (const nested of entitlement.nests) {
      const list = parents.get(nested) ?? [];
      list.push(entitlement.ref);
      parents.set(nested, list);
    }
  return parents;
}

/** The entitlement itself and every group that holds it through nesting, shortest first; retired ones give nothing. */
export function withNesting(
  start: EntitlementRef,
  model: AccessModel,
  parents: ReadonlyMap<EntitlementRef, readonly EntitlementRef[]>,
): readonly ReachedEntitlement[] {
  if (model.entitlements.get(start)?.status !== "active") return [];
  const seen = new Set<EntitlementRef>([start]);
  const reached: ReachedEntitlement[] = [{ entitlement: start, through: [], nested: false }];
  for (const step of reached) {
    for (const parent of parents.get(step.entitlement) ?? []) {
      if (seen.has(parent) || model.entitlements.get(parent)?.status !== "active") continue;
      seen.add(parent);
      reached.push({ entitlement: parent, through: [step.entitlement, ...step.through], nested: true });
    }
  }
  return reached;
}

/** What each role gives over its closure, by role. Asked for lazily and kept: roles are few, users are many. */
export interface RoleClosure {
  readonly rolesOf: (role: RoleId) => readonly ReachedRole[];
  readonly entitlementsOf: (role: RoleId) => readonly ReachedEntitlement[];
  readonly reachedFrom: (entitlement: EntitlementRef) => readonly ReachedEntitlement[];
}

export function closeRoles(model: AccessModel): RoleClosure {
  const edges = inclusionEdges(model.roles);
  const parents = nestingParents(model);
  const roles = new Map<RoleId, readonly ReachedRole[]>();
  const given = new Map<RoleId, readonly ReachedEntitlement[]>();
  const nesting = new Map<EntitlementRef, readonly ReachedEntitlement[]>();

  const reachedFrom = (entitlement: EntitlementRef): readonly ReachedEntitlement[] =>
    kept(nesting, entitlement, () => withNesting(entitlement, model, parents));
  const rolesOf = (role: RoleId): readonly ReachedRole[] => kept(roles, role, () => includedRoles(role, edges));
  const entitlementsOf = (role: RoleId): readonly ReachedEntitlement[] =>
    kept(given, role, () =>
      rolesOf(role).flatMap((reached) =>
        (model.roles.get(reached.role)?.entitlements ?? []).flatMap((entitlement) =>
          reachedFrom(entitlement).map((step) => ({
            entitlement: step.entitlement,
            through: [...reached.through, ...step.through],
            nested: step.nested,
          })),
        ),
      ),
    );
  return { rolesOf, entitlementsOf, reachedFrom };
}

function kept<K, V>(cache: Map<K, V>, key: K, compute: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = compute();
  cache.set(key, value);
  return value;
}
