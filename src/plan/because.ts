import type { Assignment, AssignmentPath } from "../model/assignment.ts";
import type { Entitlement, EntitlementRef, User, UserId } from "../model/documents.ts";
import { activePaths } from "../model/effective.ts";
import { formatBound, type Instant } from "../model/instant.ts";
import { isPrivileged, stateOf } from "../model/lifecycle.ts";
import { userText } from "../model/user-text.ts";
import { sortedBy } from "../support/compare.ts";
import type { Because } from "./operation.ts";
import type { PlanContext, PlanSide } from "./side.ts";

/** Returns a path as a reason: the grant's file and line, or the line of the role's `birthright`. */
export function becauseOfPath(path: AssignmentPath, side: PlanSide): Because {
  const role = path.role === null ? undefined : side.model.roles.get(path.role);
  return {
    kind: path.kind,
    file: path.grant?.source.file ?? role?.source.file ?? null,
    line: path.grant?.source.line ?? role?.birthrightLine ?? null,
    ...(path.role === null ? {} : { role: path.role }),
    until: formatBound(path.interval.until),
    through: path.through,
  };
}

export function becauseOfPaths(paths: readonly AssignmentPath[], side: PlanSide): readonly Because[] {
  return sortBecause(paths.map((path) => becauseOfPath(path, side)));
}

/** Sorts reasons, independently of the order of files and lists (I23). */
export function sortBecause(reasons: readonly Because[]): readonly Because[] {
  return sortedBy(reasons, ({ kind, file, line, through }) =>
    [file ?? "", String(line ?? 0).padStart(7, "0"), kind, ...(through ?? [])].join("\n"),
  );
}

/** Returns a document as a reason, with one sentence. */
export function becauseOfDocument(
  kind: "user" | "entitlement" | "system" | "adoption",
  { source }: { readonly source: { readonly file: string; readonly line: number } },
  text: string,
): Because {
  return { kind, file: source.file, line: source.line, text };
}

export const unexplained = (text: string): Because => ({ kind: "unmanaged", file: null, line: null, text });

/** Why a user does not have an entitlement at the instant, and the ends that have passed. */
export interface Ended {
  readonly because: readonly Because[];
  /** Ends of grants and of the user's employment that have passed. */
  readonly ends: readonly Instant[];
}

/**
 * Returns why the access ended: the user left or is on leave, the entitlement is retired, the change under review
 * removed a grant or a role, a grant expired, or nothing in the files explains it.
 */
export function whyEnded(user: User, entitlement: Entitlement, context: PlanContext): Ended {
  const { head, base, at } = context;
  const state = stateOf(user, at);
  if (state === "terminated")
    return { because: [becauseOfLeaver(user, at)], ends: user.end === null ? [] : [user.end] };
  if (entitlement.status === "retired")
    return { because: [becauseOfDocument("entitlement", entitlement, `${entitlement.ref} is retired`)], ends: [] };
  if (state === "on-leave" && isPrivileged(entitlement.tier))
    return {
      because: [
        becauseOfDocument(
          "user",
          user,
          `${userText(user)} is on leave: access of tier ${entitlement.tier} is withheld`,
        ),
      ],
      ends: [],
    };
  const before = base === null ? undefined : assignmentOf(base, user.id, entitlement.ref);
  if (base !== null && before !== undefined) {
    const taken = activePaths(before, at).map((path) => becauseOfTaken(path, { user, entitlement, base }));
    if (taken.length > 0) return { because: sortBecause(taken), ends: [] };
  }
  const expired = pathsEndedBy(assignmentOf(head, user.id, entitlement.ref), at);
  if (expired.length > 0)
    return {
      because: becauseOfPaths(expired, head),
      ends: expired.flatMap(({ interval }) => (interval.until === null ? [] : [interval.until])),
    };
  return { because: [unexplained(`no file gives ${entitlement.ref} to ${user.id}`)], ends: [] };
}

export function becauseOfLeaver(user: User, at: Instant): Because {
  const ended = user.end !== null && user.end <= at ? `left at ${formatBound(user.end) ?? ""}` : "is terminated";
  return becauseOfDocument("user", user, `${userText(user)} ${ended}`);
}

export function assignmentOf(side: PlanSide, user: UserId, ref: EntitlementRef): Assignment | undefined {
  return side.index.byUser.get(user)?.find(({ entitlement }) => entitlement === ref);
}

/** Returns the paths whose end has passed, without paths that also give access later. */
function pathsEndedBy(assignment: Assignment | undefined, at: Instant): readonly AssignmentPath[] {
  return (assignment?.paths ?? []).filter(
    ({ eligible, interval }) => !eligible && interval.until !== null && interval.until <= at,
  );
}

function becauseOfTaken(
  path: AssignmentPath,
  { user, entitlement, base }: { readonly user: User; readonly entitlement: Entitlement; readonly base: PlanSide },
): Because {
  const text =
    path.grant === null
      ? `the role ${path.role ?? ""} no longer gives ${user.id} ${entitlement.ref}`
      : path.grant.target.kind === "role"
        ? `the grant of the role ${path.grant.target.role} to ${user.id} no longer gives ${entitlement.ref}`
        : `the grant of ${entitlement.ref} to ${user.id} was removed`;
  return { ...becauseOfPath(path, base), text };
}
