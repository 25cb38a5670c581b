import type { AccessModel } from "./access-model.ts";
import type { Assignment, AssignmentPath } from "./assignment.ts";
import type { Entitlement } from "./catalogue.ts";
import { intervalsOf } from "./effective.ts";
import { type Instant, intersect } from "./instant.ts";
import type { User, UserStatus } from "./people.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import type { UserId } from "./terms.ts";

/**
 * Returns the state that both the approved files and the files at the tip of the branch allow (engine.md 6: unapproved
 * commits can only take away). A user has access where both states give it, while both give it, and employment is the
 * shorter of both. Everything else is of the approved state: attributes, systems, groups, guards, policies.
 */
export function meetStates<Approved extends ResolvedModel>(approved: Approved, tip: ResolvedModel): Approved {
  const users = new Map<UserId, User>();
  for (const [id, user] of approved.model.users) users.set(id, meetUsers(user, tip.model.users.get(id)));
  const byUser = new Map<UserId, readonly Assignment[]>();
  for (const [id, assignments] of approved.index.byUser)
    byUser.set(id, meetAssignments(assignments, tip.index.byUser.get(id) ?? []));
  return {
    ...approved,
    model: { ...approved.model, users, entitlements: meetEntitlements(approved, tip) },
    index: { ...approved.index, byUser },
  };
}

/**
 * Returns the approved entitlements. An address outside is a member while both states have it, until the earlier end. A group
 * is nested while both states nest it.
 */
function meetEntitlements(approved: ResolvedModel, tip: ResolvedModel): AccessModel["entitlements"] {
  const { entitlements } = approved.model;
  const hasMembers = ({ externalMembers, nests }: Entitlement): boolean => externalMembers.length + nests.length > 0;
  if (![...entitlements.values()].some(hasMembers)) return entitlements;
  return new Map([...entitlements].map(([ref, entitlement]) => [ref, meetMembers(entitlement, tip)]));
}

function meetMembers(entitlement: Entitlement, tip: ResolvedModel): Entitlement {
  if (entitlement.externalMembers.length + entitlement.nests.length === 0) return entitlement;
  const other = tip.model.entitlements.get(entitlement.ref);
  const active = other?.status === "active" ? other.externalMembers : [];
  const ends = new Map(active.map(({ address, expires }) => [address.toLowerCase(), expires]));
  const externalMembers = entitlement.externalMembers.flatMap((member) => {
    const end = ends.get(member.address.toLowerCase());
    return end === undefined ? [] : [{ ...member, expires: Math.min(member.expires, end) }];
  });
  const nests = entitlement.nests.filter((ref) => other?.status === "active" && other.nests.includes(ref));
  return { ...entitlement, externalMembers, nests };
}

/** Orders the statuses by what they take away. */
const strictness: Readonly<Record<UserStatus, number>> = { active: 0, "on-leave": 1, terminated: 2 };

/** Returns the approved user with the shorter employment of both. A user whom the tip does not have keeps the approved one. */
function meetUsers(approved: User, tip: User | undefined): User {
  if (tip === undefined) return approved;
  return {
    ...approved,
    status: strictness[tip.status] > strictness[approved.status] ? tip.status : approved.status,
    start: later(approved.start, tip.start),
    end: earlier(approved.end, tip.end),
    preboarding: approved.preboarding && tip.preboarding,
  };
}

const later = (left: Instant | null, right: Instant | null): Instant | null =>
  left === null ? right : right === null ? left : Math.max(left, right);

const earlier = (left: Instant | null, right: Instant | null): Instant | null =>
  left === null ? right : right === null ? left : Math.min(left, right);

function meetAssignments(approved: readonly Assignment[], tip: readonly Assignment[]): readonly Assignment[] {
  const atTip = new Map(tip.map((assignment) => [assignment.entitlement, assignment]));
  return approved.flatMap((assignment): readonly Assignment[] => {
    const other = atTip.get(assignment.entitlement);
    const paths = other === undefined ? [] : assignment.paths.flatMap((path) => meetPath(path, other));
    return paths.length === 0 ? [] : [{ ...assignment, paths }];
  });
}

/**
 * Returns the parts of an approved path in which the tip gives the entitlement too, by any of its paths. An eligible path
 * gives nothing until it is activated, so it stays where the tip has one too, or gives the access itself.
 */
function meetPath(path: AssignmentPath, tip: Assignment): readonly AssignmentPath[] {
  const eligible = path.eligible ? tip.paths.filter((other) => other.eligible).map(({ interval }) => interval) : [];
  return [...intervalsOf(tip), ...eligible].flatMap((other) => {
    const interval = intersect(path.interval, other);
    return interval === undefined ? [] : [{ ...path, interval }];
  });
}
