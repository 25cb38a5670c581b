import type { Assignment, AssignmentPath } from "./assignment.ts";
import type { AccessModel, EntitlementRef, Tier, UserId } from "./documents.ts";
import { activePaths, assignmentsOfUser, intervalsOf } from "./effective.ts";
import { contains, formatBound, type Instant, intersect } from "./instant.ts";
import { type LifecycleState, stateOf } from "./lifecycle.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { compareText } from "../support/compare.ts";

/** One path as answers show it: its location, and the steps down to the entitlement. */
export interface AnswerPath {
  readonly kind: "grant" | "birthright";
  readonly role?: string;
  readonly file: string;
  readonly line: number;
  readonly from: string | null;
  readonly until: string | null;
  /** Access by a role: since when the files give it without an interruption; null: not known; absent: not asked. */
  readonly since?: string | null;
  readonly through: readonly string[];
}

export interface Holder {
  readonly user: UserId;
  readonly from: string | null;
  readonly until: string | null;
  readonly because: readonly AnswerPath[];
}

export interface HeldEntitlement {
  readonly entitlement: EntitlementRef;
  readonly tier: Tier;
  readonly from: string | null;
  readonly until: string | null;
  readonly because: readonly AnswerPath[];
}

export interface WhyResult {
  readonly holds: boolean;
  readonly because: readonly AnswerPath[];
  /** Paths that give access later. */
  readonly later: readonly AnswerPath[];
}

/** Returns the location of a path: the grant's file, or the line of the role's `birthright`. */
export function answerPath(path: AssignmentPath, model: AccessModel): AnswerPath {
  const role = path.role === null ? undefined : model.roles.get(path.role);
  return {
    kind: path.kind,
    ...(path.role === null ? {} : { role: path.role }),
    file: path.grant?.source.file ?? role?.source.file ?? "",
    line: path.grant?.source.line ?? role?.birthrightLine ?? 1,
    from: formatBound(path.interval.from),
    until: formatBound(path.interval.until),
    through: path.through,
  };
}

/** Returns whether the user has the entitlement at `at`, and by which files and lines. */
export function why({ model, index, at }: ResolvedModel, user: UserId, ref: EntitlementRef): WhyResult {
  const assignment = assignmentsOfUser(index, user).find(({ entitlement }) => entitlement === ref);
  if (assignment === undefined) return { holds: false, because: [], later: [] };
  const now = activePaths(assignment, at);
  const later = assignment.paths.filter(
    (path) => !path.eligible && path.interval.from !== null && path.interval.from > at,
  );
  return {
    holds: now.length > 0,
    because: now.map((path) => answerPath(path, model)),
    later: later.map((path) => answerPath(path, model)),
  };
}

/** Returns who has the entitlement at `at`; with `all`, also who will have it later. One row per interval. */
export function who({ model, index, at }: ResolvedModel, ref: EntitlementRef, all = false): readonly Holder[] {
  return [...index.byUser.values()]
    .flatMap((assignments) => assignments.filter(({ entitlement }) => entitlement === ref))
    .flatMap((assignment) => stretches(assignment, model, at, all).map((row) => ({ user: assignment.user, ...row })))
    .sort((left, right) => compareText(left.user, right.user));
}

/** Returns what the user has at `at`; with `all`, also later access. */
export function what(
  { model, index, at }: ResolvedModel,
  id: UserId,
  all = false,
): { readonly state: LifecycleState; readonly assignments: readonly HeldEntitlement[] } {
  const user = model.users.get(id);
  const assignments = assignmentsOfUser(index, id).flatMap((assignment) =>
    stretches(assignment, model, at, all).map((row) => ({
      entitlement: assignment.entitlement,
      tier: model.entitlements.get(assignment.entitlement)?.tier ?? "critical",
      ...row,
    })),
  );
  return { state: user === undefined ? "terminated" : stateOf(user, at), assignments };
}

function stretches(assignment: Assignment, model: AccessModel, at: Instant, all: boolean) {
  return intervalsOf(assignment)
    .filter((interval) => contains(interval, at) || (all && interval.from !== null && interval.from > at))
    .map((interval) => ({
      from: formatBound(interval.from),
      until: formatBound(interval.until),
      because: assignment.paths
        .filter((path) => !path.eligible && intersect(path.interval, interval) !== undefined)
        .filter((path) => !contains(interval, at) || contains(path.interval, at))
        .map((path) => answerPath(path, model)),
    }));
}
