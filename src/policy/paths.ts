import type { Place } from "../diagnostics/finding.ts";
import type { Assignment, AssignmentPath } from "../model/assignment.ts";
import type { AccessModel, User } from "../model/documents.ts";
import { type Instant, isEmptyInterval } from "../model/instant.ts";
import { compareText } from "../support/compare.ts";
import type { RuleContext, Subject } from "./rule.ts";
import { startText } from "../model/instant-text.ts";

/** Returns the paths that give the entitlement now or later. An eligible grant gives nothing by itself. */
export function openPaths(assignment: Assignment, at: Instant): readonly AssignmentPath[] {
  return assignment.paths.filter(
    ({ eligible, interval }) =>
      !eligible && !isEmptyInterval(interval) && (interval.until === null || interval.until > at),
  );
}

/** Returns the open paths of an assignment that the rule's `except` does not cover. */
export function judgedPaths(assignment: Assignment, user: User, context: RuleContext): readonly AssignmentPath[] {
  return openPaths(assignment, context.at).filter(
    ({ role }) =>
      !context.isExcepted({ user, entitlement: assignment.entitlement, ...(role === null ? {} : { role }) }),
  );
}

/** Returns the place of a finding about these paths: their first grant file in path order, else their first role file (formats.md, Codes). */
export function placeOfPaths(
  paths: readonly Pick<AssignmentPath, "grant" | "role">[],
  model: AccessModel,
): Place | null {
  const grants = paths.flatMap(({ grant }) => (grant === null ? [] : [grant.source.file])).sort(compareText);
  const roles = paths
    .flatMap(({ role }) => (role === null ? [] : (model.roles.get(role)?.source.file ?? [])))
    .sort(compareText);
  const file = grants[0] ?? roles[0];
  return file === undefined ? null : { file, field: [] };
}

/** Returns the subject that `except` is matched against. The role is part of it where only one role gives the assignment. */
export function subjectOf(user: User, assignment: Assignment, paths: readonly AssignmentPath[]): Subject {
  const roles = new Set(paths.map(({ role }) => role));
  const [role] = roles;
  return {
    user,
    entitlement: assignment.entitlement,
    ...(roles.size === 1 && role !== null && role !== undefined ? { role } : {}),
  };
}

/** Returns ` starting 2026-12-01T00:00:00Z` where the first path has not started yet, else an empty text. */
export function sinceWhen(paths: readonly AssignmentPath[], at: Instant, timezone: string): string {
  const first = Math.min(...paths.map(({ interval }) => interval.from ?? -Infinity));
  return first > at ? ` starting ${startText(first, timezone)}` : "";
}

/** Returns `through the birthright role engineer` or `through a direct grant`, for the first of the paths. */
export function howGiven(paths: readonly AssignmentPath[]): string {
  const granted = paths.find(({ grant }) => grant !== null);
  const path = granted ?? paths[0];
  if (path === undefined) return "";
  if (path.role === null) return "through a direct grant";
  return path.kind === "grant"
    ? `through a grant of the role ${path.role}`
    : `through the birthright role ${path.role}`;
}
