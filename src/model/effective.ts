import { compareText } from "../support/compare.ts";
import type { Assignment, AssignmentPath } from "./assignment.ts";
import { birthrightFinder } from "./birthright.ts";
import type { AccessModel, EntitlementRef, Grant, RoleId, User, UserId } from "./documents.ts";
import { contains, type Instant, intersect, type Interval, isEmptyInterval, mergeIntervals } from "./instant.ts";
import { employmentOf, isPrivileged } from "./lifecycle.ts";
import { closeRoles, type RoleClosure } from "./role-closure.ts";
import { appendTo } from "../support/multi-map.ts";

export { stateOf } from "./lifecycle.ts";

/** A role of a user, by grant or birthright, or through a role that includes it. */
export interface RoleHolding {
  readonly role: RoleId;
  readonly kind: "grant" | "birthright";
  /** The granted or birthright role at the start of the path. */
  readonly top: RoleId;
  readonly grant: Grant | null;
  readonly through: readonly RoleId[];
  readonly eligible: boolean;
  readonly interval: Interval;
}

/** The assignments of all users over all time. */
export interface AssignmentIndex {
  /** Each user's assignments, ordered by entitlement. */
  readonly byUser: ReadonlyMap<UserId, readonly Assignment[]>;
  /** The users' grants, by user. */
  readonly grantsOf: (user: UserId) => readonly Grant[];
  /** The roles that a user holds, with included roles. */
  readonly rolesHeld: (user: UserId) => readonly RoleHolding[];
  readonly closure: RoleClosure;
}

export interface ResolveOptions {
  /** Resolves users on leave as if they were back: nothing is withheld (engine.md 3). */
  readonly asIfReturned?: boolean;
  /** Only these users; all users by default. */
  readonly users?: Iterable<User>;
}

/**
 * Resolves who should have which access, and why: birthright roles and grants, closed over inclusion and nesting,
 * limited to each user's employment, without access that a leave withholds. An expiry can only shorten an interval, not
 * widen access.
 */
export function resolveAssignments(model: AccessModel, options: ResolveOptions = {}): AssignmentIndex {
  const closure = closeRoles(model);
  const grants = new Map<UserId, Grant[]>();
  for (const grant of model.grants) {
    appendTo(grants, grant.user, grant);
  }
  const birthrightOf = birthrightFinder(model);
  const topsOf = (user: User): readonly TopLevel[] =>
    topLevelOf(
      user,
      birthrightOf(user).map(({ id }) => id),
      grants.get(user.id) ?? [],
    );

  const byUser = new Map<UserId, readonly Assignment[]>();
  for (const user of options.users ?? model.users.values()) {
    const withheld = user.status === "on-leave" && options.asIfReturned !== true;
    byUser.set(user.id, assignmentsOf(user, topsOf(user), model, closure, withheld));
  }
  return {
    byUser,
    closure,
    grantsOf: (user) => grants.get(user) ?? [],
    rolesHeld: (id) => {
      const user = model.users.get(id);
      return user === undefined ? [] : topsOf(user).flatMap((top) => holdingsOf(top, closure));
    },
  };
}

/**
 * Returns what a user holds directly: a birthright role, a granted role or a granted entitlement, with its interval.
 */
interface TopLevel {
  readonly kind: "grant" | "birthright";
  readonly role: RoleId | null;
  readonly entitlement: EntitlementRef | null;
  readonly grant: Grant | null;
  readonly eligible: boolean;
  readonly interval: Interval;
}

function topLevelOf(user: User, birthright: readonly RoleId[], grants: readonly Grant[]): readonly TopLevel[] {
  const employment = employmentOf(user);
  if (employment === undefined || isEmptyInterval(employment)) return [];
  const tops: TopLevel[] = [...birthright].sort(compareText).map((role) => ({
    kind: "birthright",
    role,
    entitlement: null,
    grant: null,
    eligible: false,
    interval: employment,
  }));
  for (const grant of grants) {
    const interval = intersect(employment, { from: grant.starts, until: grant.expires });
    if (interval === undefined) continue;
    tops.push({
      kind: "grant",
      role: grant.target.kind === "role" ? grant.target.role : null,
      entitlement: grant.target.kind === "entitlement" ? grant.target.entitlement : null,
      grant,
      eligible: grant.eligible,
      interval,
    });
  }
  return tops;
}

function assignmentsOf(
  user: User,
  tops: readonly TopLevel[],
  model: AccessModel,
  closure: RoleClosure,
  onLeave: boolean,
): readonly Assignment[] {
  const paths = new Map<EntitlementRef, AssignmentPath[]>();
  for (const top of tops) {
    const given =
      top.role !== null
        ? closure.entitlementsOf(top.role)
        : top.entitlement !== null
          ? closure.reachedFrom(top.entitlement)
          : [];
    for (const reached of given) {
      if (onLeave && isPrivileged(model.entitlements.get(reached.entitlement)?.tier ?? "critical")) continue;
      const path: AssignmentPath = {
        kind: top.kind,
        role: top.role,
        grant: top.grant,
        through: reached.through,
        nested: reached.nested,
        eligible: top.eligible,
        interval: top.interval,
      };
      appendTo(paths, reached.entitlement, path);
    }
  }
  const assignments: Assignment[] = [];
  for (const [entitlement, given] of paths) assignments.push({ user: user.id, entitlement, paths: given });
  return assignments.sort((left, right) => compareText(left.entitlement, right.entitlement));
}

function holdingsOf(top: TopLevel, closure: RoleClosure): readonly RoleHolding[] {
  const { role } = top;
  if (role === null) return [];
  return closure.rolesOf(role).map((reached) => ({
    role: reached.role,
    kind: top.kind,
    top: role,
    grant: top.grant,
    through: reached.through,
    eligible: top.eligible,
    interval: top.interval,
  }));
}

/** Returns a user's assignments, ordered by entitlement; none for a user who has none. */
export function assignmentsOfUser({ byUser }: Pick<AssignmentIndex, "byUser">, user: UserId): readonly Assignment[] {
  return byUser.get(user) ?? [];
}

/** Returns the paths that give the entitlement at `at`. An eligible grant gives nothing by itself. */
export function activePaths(assignment: Assignment, at: Instant): readonly AssignmentPath[] {
  return assignment.paths.filter((path) => !path.eligible && contains(path.interval, at));
}

export function heldAt(assignment: Assignment, at: Instant): boolean {
  return assignment.paths.some((path) => !path.eligible && contains(path.interval, at));
}

/** Returns when the entitlement is held, over all its paths, with adjacent intervals joined. */
export function intervalsOf(assignment: Assignment): readonly Interval[] {
  return mergeIntervals(assignment.paths.filter((path) => !path.eligible).map((path) => path.interval));
}

/** Returns the interval that contains `at` in which the entitlement is held. */
export function intervalAt(assignment: Assignment, at: Instant): Interval | undefined {
  return intervalsOf(assignment).find((interval) => contains(interval, at));
}

/**
 * Returns the next start or end after `at` that changes a user's access, or null. A bound of an eligible grant, or one
 * that another path covers, changes nothing.
 */
export function nextBoundary(index: AssignmentIndex, at: Instant): Instant | null {
  let next: Instant | null = null;
  for (const assignments of index.byUser.values())
    for (const assignment of assignments)
      for (const { from, until } of intervalsOf(assignment))
        for (const bound of [from, until])
          if (bound !== null && bound > at && (next === null || bound < next)) next = bound;
  return next;
}
