import type { AccessModel, Grant, User } from "../../model/documents.ts";
import { intervalsOf, resolveAssignments } from "../../model/effective.ts";
import type { Interval } from "../../model/instant.ts";
import type { AccessChange } from "../../plan/plan.ts";

/** Returns the access changes that widen access: gains, and new times that are not within the former ones. */
export function wideningChanges(base: AccessModel, accessChanges: readonly AccessChange[]): readonly AccessChange[] {
  const retimed = new Set(accessChanges.filter(({ kind }) => kind === "retime").map(({ user }) => user));
  const users = [...retimed].flatMap((id): readonly User[] => {
    const user = base.users.get(id);
    return user === undefined ? [] : [user];
  });
  const held = new Map<string, readonly Interval[]>();
  if (users.length > 0)
    for (const assignments of resolveAssignments(base, { users }).byUser.values())
      for (const assignment of assignments)
        held.set(`${assignment.user} ${assignment.entitlement}`, intervalsOf(assignment));
  return accessChanges.filter((change) => {
    if (change.kind !== "retime") return change.kind === "gain";
    const interval = { from: instantOf(change.from), until: instantOf(change.until) };
    return !(held.get(`${change.user} ${change.entitlement}`) ?? []).some((outer) => isWithin(interval, outer));
  });
}

/**
 * Returns whether the grant gives more than before: it is new, starts earlier, ends later, or no longer needs
 * activation.
 */
export function isWider(grant: Grant, former: Grant | undefined): boolean {
  if (former === undefined || (former.eligible && !grant.eligible)) return true;
  return !isWithin({ from: grant.starts, until: grant.expires }, { from: former.starts, until: former.expires });
}

export function isWithin(inner: Interval, outer: Interval): boolean {
  const startsWithin = outer.from === null || (inner.from !== null && inner.from >= outer.from);
  const endsWithin = outer.until === null || (inner.until !== null && inner.until <= outer.until);
  return startsWithin && endsWithin;
}

const instantOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));
