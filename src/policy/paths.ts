import type { Place } from "../diagnostics/finding.ts";
import type { Assignment, AssignmentPath } from "../model/assignment.ts";
import type { AccessModel, User } from "../model/documents.ts";
import { formatInstant, type Instant, isEmptyInterval } from "../model/instant.ts";
import { compareText } from "../support/compare.ts";
import type { RuleContext, Subject } from "./rule.ts";

/** The paths by which somebody has the entitlement now or will have it; an eligible grant gives nothing by itself. */
export function openPaths(assignment: Assignment, at: Instant): readonly AssignmentPath[] {
  return assignment.paths.filter(
    ({ eligible, interval }) =>
      !eligible && !isEmptyInterval(interval) && (interval.until === null || interval.until > at),
  );
}

/** The open paths of an assignment that the rule's `except` does not cover. */
export function judgedPaths(assignment: Assignment, user: User, context: RuleContext): readonly AssignmentPath[] {
  return openPaths(assignment, context.at).filter(
    ({ role }) =>
      !context.isExcepted({ user, entitlement: assignment.entitlement, ...(role === null ? {} : { role }) }),
  );
}

/** Where paths stand: at the first of their grants in path order, else at the first role. */
export function placeOfPaths(paths: readonly AssignmentPath[], model: AccessModel): Place | null {
  const grants = paths.flatMap(({ grant }) => (grant === null ? [] : [grant.source.file])).sort(compareText);
  const roles = paths
    .flatMap(({ role }) => (role === null ? [] : (model.roles.get(role)?.source.file ?? [])))
    .sort(compareText);
  const file = grants[0] ?? roles[0];
  return file === undefined ? null : { file, field: [] };
}

/** What `except` is matched against, for an assignment by these paths: the role counts where one role gives it alone. */
export function subjectOf(user: User, assignment: Assignment, paths: readonly AssignmentPath[]): Subject {
  const roles = new Set(paths.map(({ role }) => role));
  const [role] = roles;
  return {
    user,
    entitlement: assignment.entitlement,
    ...(roles.size === 1 && role !== null && role !== undefined ? { role } : {}),
  };
}

/** ` from 2026-12-01T00:00:00Z on` where the first path is still to come, else nothing. */
export function sinceWhen(paths: readonly AssignmentPath[], at: Instant): string {
  const first = Math.min(...paths.map(({ interval }) => interval.from ?? -Infinity));
  return first > at ? ` from ${formatInstant(first)} on` : "";
}

/** `through the role engineer` or `by grant`, for the first of the paths. */
export function howGiven(paths: readonly AssignmentPath[]): string {
  const granted = paths.find(({ grant }) => grant !== null);
  const path = granted ?? paths[0];
  if (path === undefined) return "";
  if (path.role === null) return "by grant";
  return path.kind === "grant" ? `by a grant of the role ${path.role}` : `through the role ${path.role}`;
}
