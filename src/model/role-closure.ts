import { compareText } from "../support/compare.ts";
import type { AccessModel, EntitlementRef, Role, RoleId } from "./documents.ts";
import { appendTo } from "../support/multi-map.ts";

/** A role reached from another one, with the roles in between and itself; empty for the role itself. */
export interface ReachedRole {
  readonly role: RoleId;
  readonly through: readonly RoleId[];
}

/** An entitlement that a role or entitlement gives, with the steps down to it. */
export interface ReachedEntitlement {
  readonly entitlement: EntitlementRef;
  readonly through: readonly string[];
  readonly nested: boolean;
}

/**
 * The maximum number of routes to one role. Diamonds of inclusions multiply the routes, and readers need only the
 * shortest.
 */
const routesKept = 8;

/**
 * Returns for each role the roles that it includes directly: its own `includes`, and the roles that list it in
 * `impliedBy`.
 */
export function inclusionEdges(roles: ReadonlyMap<RoleId, Role>): ReadonlyMap<RoleId, readonly RoleId[]> {
  const edges = new Map<RoleId, Set<RoleId>>();
  for (const role of roles.values()) edges.set(role.id, new Set(role.includes));
  for (const role of roles.values()) for (const holder of role.impliedBy) edges.get(holder)?.add(role.id);
  return new Map([...edges].map(([id, included]) => [id, [...included].sort(compareText)]));
}

/**
 * Returns every role that `start` gives, itself first, shortest routes first (ANSI INCITS 359: the including, senior
 * role acquires what the included, junior role has). Load refuses cycles; a route does not repeat a role.
 */
export function includedRoles(start: RoleId, edges: ReadonlyMap<RoleId, readonly RoleId[]>): readonly ReachedRole[] {
  return routesFrom(start, (role) => edges.get(role) ?? []).map((through) => ({
    role: through.at(-1) ?? start,
    through,
  }));
}

/**
 * Returns routes along `next` from `start`, shortest first; each lists the steps after `start`. At most `routesKept`
 * per target.
 */
function routesFrom<T>(start: T, next: (from: T) => readonly T[]): readonly (readonly T[])[] {
  const arrived = new Map<T, number>();
  const routes: (readonly T[])[] = [];
  let frontier: readonly (readonly T[])[] = [[]];
  while (frontier.length > 0) {
    const longer: (readonly T[])[] = [];
    for (const route of frontier) {
      const end = route.at(-1) ?? start;
      const known = arrived.get(end) ?? 0;
      if (known >= routesKept) continue;
      arrived.set(end, known + 1);
      routes.push(route);
      for (const step of next(end)) if (step !== start && !route.includes(step)) longer.push([...route, step]);
    }
    frontier = longer;
  }
  return routes;
}

/** Returns for each entitlement the groups it is nested in, upwards: its holders hold those as well. */
export function nestingParents(model: AccessModel): ReadonlyMap<EntitlementRef, readonly EntitlementRef[]> {
  const parents = new Map<EntitlementRef, EntitlementRef[]>();
  for (const entitlement of model.entitlements.values())
    for (const nested of new Set(entitlement.nests)) {
      appendTo(parents, nested, entitlement.ref);
    }
  return parents;
}

/**
 * Returns the entitlement itself and each group that holds it through nesting, shortest routes first. `through` leads
 * from the given entitlement to the last group before the reached one. A retired entitlement gives nothing and passes
 * nothing on.
 */
export function withNesting(
  start: EntitlementRef,
  model: AccessModel,
  parents: ReadonlyMap<EntitlementRef, readonly EntitlementRef[]>,
): readonly ReachedEntitlement[] {
  const isActive = (ref: EntitlementRef): boolean => model.entitlements.get(ref)?.status === "active";
  if (!isActive(start)) return [];
  return routesFrom(start, (ref) => (parents.get(ref) ?? []).filter(isActive)).map((route) => ({
    entitlement: route.at(-1) ?? start,
    through: [start, ...route].slice(0, -1),
    nested: route.length > 0,
  }));
}

/**
 * The entitlements that each role gives over its closure. Computed on demand and cached: roles are few, users are many.
 */
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
        [...new Set(model.roles.get(reached.role)?.entitlements)].flatMap((entitlement) =>
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
