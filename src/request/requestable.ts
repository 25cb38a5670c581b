import type { ResolvedModel } from "../model/resolved-model.ts";
import type {
  AccessModel,
  EntitlementRef,
  Grant,
  GrantTarget,
  Owner,
  RoleId,
  Selector,
  Tier,
  User,
} from "../model/documents.ts";
import { addDuration, type Duration } from "../model/duration.ts";
import { type AssignmentIndex, assignmentsOfUser, intervalAt } from "../model/effective.ts";
import { contains, formatInstant, type Instant } from "../model/instant.ts";
import { higherTier, isPrivileged, stateOf } from "../model/lifecycle.ts";
import type { RoleClosure } from "../model/role-closure.ts";
import { selectsUser } from "../model/selector.ts";
import { sortedBy } from "../support/compare.ts";
import { reachedByTarget, targetDocument, targetName } from "../model/grant-target.ts";

/** An entitlement or a role that a user may request. */
export interface RequestOption {
  readonly target: GrantTarget;
  /** `okta/prod-db-admin`, or `role:incident-commander`. */
  readonly name: string;
  readonly title: string;
  /** For a role: the highest tier of its entitlements. */
  readonly tier: Tier;
  readonly owners: readonly Owner[];
  /** The longest grant that the policies allow; null: no limit. */
  readonly longest: Duration | null;
  /** Whether a grant that does not expire would break a built-in rule. */
  readonly needsEnd: boolean;
  /** When the user's present grant of the target expires: the request renews it; null: the user does not hold it. */
  readonly renews: Instant | null;
}

/** The resolved files and the instant that a request is judged by. */
export type RequestContext = ResolvedModel;

export type Requestability =
  | { readonly kind: "option"; readonly option: RequestOption }
  /** `why` is one sentence for the requester. */
  | { readonly kind: "refused"; readonly why: string };

/**
 * Returns all that the user may request, ordered by name: open to them, not retired, and not held already, or held by a
 * grant that expires.
 */
export function requestableFor(user: User, context: RequestContext): readonly RequestOption[] {
  return everyTarget(context.model).flatMap((target) => {
    const answer = requestability(target, user, context);
    return answer.kind === "option" ? [answer.option] : [];
  });
}

/** Returns all that some user may request, ordered by name: the choices of the issue form. */
export function requestableByAnyUser({ model, index }: Omit<RequestContext, "at">): readonly RequestOption[] {
  return everyTarget(model).flatMap((target) =>
    closedToAll(target, model) === undefined
      ? [optionOf(target, null, { model, closure: index.closure, renews: null })]
      : [],
  );
}

/** Returns whether the user may request the target now, or the reason why not. The rules are judged separately. */
export function requestability(target: GrantTarget, user: User, context: RequestContext): Requestability {
  const { model, index, at } = context;
  const why = closedTo(user, at) ?? closedToAll(target, model) ?? closedToSome(target, user, model);
  if (why !== undefined) return { kind: "refused", why };
  const present = held(target, user, context);
  if (present.kind === "refused") return present;
  const renews = present.kind === "renewable" ? present.until : null;
  return { kind: "option", option: optionOf(target, user, { model, closure: index.closure, renews }) };
}

/** Returns the end of the longest grant with this start, at the latest the end of the user's contract; null: no limit. */
export function latestEnd({ longest }: RequestOption, user: User, start: Instant): Instant | null {
  const limit = longest === null ? null : addDuration(start, longest);
  if (limit === null || user.end === null) return limit ?? user.end;
  return Math.min(limit, user.end);
}

function everyTarget(model: AccessModel): readonly GrantTarget[] {
  const targets: readonly GrantTarget[] = [
    ...[...model.entitlements.keys()].map((entitlement) => ({ kind: "entitlement", entitlement }) as const),
    ...[...model.roles.keys()].map((role) => ({ kind: "role", role }) as const),
  ];
  return sortedBy(targets, targetName);
}

function closedTo(user: User, at: Instant): string | undefined {
  switch (stateOf(user, at)) {
    case "terminated":
      return `${user.id} has left and cannot get access.`;
    case "on-leave":
      return `${user.id} is on leave and cannot get access. Request it again after the leave.`;
    case "active":
    case "upcoming":
      return undefined;
  }
}

function closedToAll(target: GrantTarget, model: AccessModel): string | undefined {
  if (target.kind === "role") {
    const role = model.roles.get(target.role);
    if (role === undefined) return `The role ${target.role} does not exist.`;
    return role.birthright === null
      ? undefined
      : `The role ${role.id} is a birthright and is not requestable: the users it selects get it automatically.`;
  }
  const entitlement = model.entitlements.get(target.entitlement);
  if (entitlement === undefined) return `The entitlement ${target.entitlement} does not exist.`;
  if (entitlement.status === "retired") return `${entitlement.ref} is retired and is not requestable.`;
  return entitlement.requestable === false ? `${entitlement.ref} is not requestable.` : undefined;
}

function closedToSome(target: GrantTarget, user: User, model: AccessModel): string | undefined {
  if (target.kind === "role") {
    const kinds = model.roles.get(target.role)?.allowKinds ?? null;
    return kinds === null || kinds.includes(user.kind)
      ? undefined
      : `The role ${target.role} is only for users of kind ${kinds.join(", ")}; ${user.id} is of kind ${user.kind}.`;
  }
  const requestable = model.entitlements.get(target.entitlement)?.requestable ?? false;
  return typeof requestable === "boolean" || selectsUser(requestable, user)
    ? undefined
    : `${target.entitlement} is only requestable for users with ${selectorText(requestable)}; ${user.id} does not match.`;
}

function selectorText({ fields }: Selector): string {
  return [...fields].map(([field, values]) => `${field} ${values.join(" or ")}`).join(", ");
}

type Held =
  | { readonly kind: "no" }
  /** By the user's own grant alone, which is in effect and expires. */
  | { readonly kind: "renewable"; readonly until: Instant }
  | { readonly kind: "refused"; readonly why: string };

function held(target: GrantTarget, user: User, { index, at }: RequestContext): Held {
  const name = targetName(target);
  const until =
    target.kind === "role"
      ? roleHeld(target.role, user, index, at)
      : entitlementHeld(target.entitlement, user, index, at);
  const grant = index
    .grantsOf(user.id)
    .find(({ target: granted, expires }) => targetName(granted) === name && (expires === null || expires > at));
  if (grant === undefined)
    return until === undefined
      ? { kind: "no" }
      : { kind: "refused", why: `${user.id} already holds ${name}, ${untilText(until)}.` };
  if (isRenewable(grant, until, at)) return { kind: "renewable", until: grant.expires };
  return {
    kind: "refused",
    why: `${grant.source.file} already grants ${name} to ${user.id}, ${untilText(grant.expires)}. Edit this file to change its times.`,
  };
}

/** Returns whether the grant is in effect, expires, and no other path gives the access for longer. */
function isRenewable(
  grant: Grant,
  until: Instant | null | undefined,
  at: Instant,
): grant is Grant & { readonly expires: Instant } {
  const { starts, expires, eligible } = grant;
  if (expires === null || eligible || (starts !== null && starts > at)) return false;
  return until === undefined || (until !== null && until <= expires);
}

const untilText = (until: Instant | null): string =>
  until === null ? "without expiry" : `until ${formatInstant(until)}`;

/** Returns when the entitlement that is held at the instant expires; null: never; undefined: it is not held. */
function entitlementHeld(
  ref: EntitlementRef,
  user: User,
  index: AssignmentIndex,
  at: Instant,
): Instant | null | undefined {
  const assignment = assignmentsOfUser(index, user.id).find(({ entitlement }) => entitlement === ref);
  return assignment === undefined ? undefined : intervalAt(assignment, at)?.until;
}

function roleHeld(role: RoleId, user: User, index: AssignmentIndex, at: Instant): Instant | null | undefined {
  const ends = index
    .rolesHeld(user.id)
    .filter((holding) => holding.role === role && !holding.eligible && contains(holding.interval, at))
    .map(({ interval }) => interval.until);
  if (ends.length === 0) return undefined;
  return ends.includes(null) ? null : Math.max(...ends.map((end) => end ?? 0));
}

function optionOf(
  target: GrantTarget,
  user: User | null,
  {
    model,
    closure,
    renews,
  }: { readonly model: AccessModel; readonly closure: RoleClosure; readonly renews: Instant | null },
): RequestOption {
  const given = reachedByTarget(target, closure).flatMap(
    ({ entitlement }) => model.entitlements.get(entitlement) ?? [],
  );
  const own = targetDocument(target, model);
  const limits = given.flatMap(({ maxDuration, tier }) => maxDuration ?? model.approvals.tiers[tier].maxDuration ?? []);
  return {
    target,
    name: targetName(target),
    title: own?.title ?? "",
    tier: given.reduce<Tier>((highest, { tier }) => higherTier(highest, tier), "low"),
    owners: own?.owners ?? [],
    longest: shortest(limits),
    needsEnd:
      renews !== null ||
      (user !== null && user.end !== null) ||
      given.some(({ tier, standing }) => isPrivileged(tier) && !standing),
    renews,
  };
}

function shortest(limits: readonly Duration[]): Duration | null {
  return limits.reduce<Duration | null>(
    (least, limit) => (least === null || addDuration(0, limit) < addDuration(0, least) ? limit : least),
    null,
  );
}
