import { compareText } from "../support/compare.ts";
import type { AccessModel, EntitlementRef, Role, RoleId } from "./documents.ts";
import { appendTo } from "../support/multi-map.ts";
import { routesIn, routesKept } from "./routes.ts";

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
 * Returns for each role the roles that it includes directly: its own `includes`, and the roles that list it in
 * `impliedBy`.
 */
export function inclusionEdges(roles: ReadonlyMap<RoleId, Role>): ReadonlyMap<RoleId, readonly RoleId[]> {
  const edges = new Map<RoleId, Set<RoleId>>();
  for (const role of roles.values()) edges.set(role.id, new Set(role.includes));
  for (const role of roles.values()) for (const holder of role.impliedBy) edges.get(holder)?.add(role.id);
  return new Map([...edges].map(([id, included]) => [id, [...included].sort(compareText)]));
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
 * The entitlements that each role gives over its closure. Computed on demand and cached: roles are few, users are many.
 */
export interface RoleClosure {
  /**
   * Every role that holding the role gives, itself first, shortest routes first (ANSI INCITS 359: the including, senior role
   * acquires what the included, junior role has). Load refuses cycles; a route never repeats a role.
   */
  readonly rolesOf: (role: RoleId) => readonly ReachedRole[];
  readonly entitlementsOf: (role: RoleId) => readonly ReachedEntitlement[];
  /**
   * The entitlement itself and every group that holds it through nesting, shortest routes first. `through` leads from what
   * the user is given up to the last group before the one reached.
   */
  readonly reachedFrom: (entitlement: EntitlementRef) => readonly ReachedEntitlement[];
}

/** The closure of each model, worked out once: several steps ask for it. */
const closures = new WeakMap<AccessModel, RoleClosure>();

/** Returns what each role of the model gives; the same model gives the same closure. */
export function closeRoles(model: AccessModel): RoleClosure {
  return kept(closures, model, () => closureOf(model));
}

function closureOf(model: AccessModel): RoleClosure {
  const inclusion = inclusionEdges(model.roles);
  const roleRoutes = routesIn(inclusion.keys(), (role) => inclusion.get(role) ?? []);
  const parents = nestingParents(model);
  const isActive = (ref: EntitlementRef): boolean => model.entitlements.get(ref)?.status === "active";
  const nestingRoutes = routesIn([...model.entitlements.keys()].filter(isActive), (ref) =>
    (parents.get(ref) ?? []).filter(isActive),
  );
  const roles = new Map<RoleId, readonly ReachedRole[]>();
  const given = new Map<RoleId, readonly ReachedEntitlement[]>();
  const nesting = new Map<EntitlementRef, readonly ReachedEntitlement[]>();

  // A retired entitlement gives nothing and passes nothing on.
  const reachedFrom = (start: EntitlementRef): readonly ReachedEntitlement[] =>
    kept(nesting, start, () =>
      (isActive(start) ? nestingRoutes(start) : []).map((route) => ({
        entitlement: route.at(-1) ?? start,
        through: [start, ...route].slice(0, -1),
        nested: route.length > 0,
      })),
    );
  const rolesOf = (start: RoleId): readonly ReachedRole[] =>
    kept(roles, start, () => roleRoutes(start).map((through) => ({ role: through.at(-1) ?? start, through })));
  const entitlementsOf = (role: RoleId): readonly ReachedEntitlement[] =>
    kept(given, role, () => entitlementsGiven(rolesOf(role), model, reachedFrom));
  return { rolesOf, entitlementsOf, reachedFrom };
}

/**
 * The entitlements of these roles, with the first `routesKept` routes to each. A direct route is counted apart from one
 * through nesting: whether there is one decides about the membership that is written.
 */
function entitlementsGiven(
  roles: readonly ReachedRole[],
  model: AccessModel,
  reachedFrom: RoleClosure["reachedFrom"],
): readonly ReachedEntitlement[] {
  const counts = { direct: new Map<EntitlementRef, number>(), nested: new Map<EntitlementRef, number>() };
  const given: ReachedEntitlement[] = [];
  for (const reached of roles)
    for (const own of new Set(model.roles.get(reached.role)?.entitlements))
      for (const { entitlement, through, nested } of reachedFrom(own)) {
        const routes = nested ? counts.nested : counts.direct;
        const known = routes.get(entitlement) ?? 0;
        if (known >= routesKept) continue;
        routes.set(entitlement, known + 1);
        given.push({ entitlement, through: [...reached.through, ...through], nested });
      }
  return given;
}

type Cache<K, V> = { get: (key: K) => V | undefined; set: (key: K, value: V) => unknown };

function kept<K, V>(cache: Cache<K, V>, key: K, compute: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = compute();
  cache.set(key, value);
  return value;
}
