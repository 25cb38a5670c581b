import type { CustomDemand, EntitlementRef, UserId } from "../../model/documents.ts";
import { type Instant, intersect, type Interval, mergeIntervals } from "../../model/instant.ts";
import { openPaths, placeOfPaths } from "../paths.ts";
import type { SharedContext } from "../rule.ts";
import type { CustomFinding } from "./custom-finding.ts";
import { assignmentsOfUser } from "../../model/effective.ts";
import { startText } from "../../model/instant-text.ts";

type Require = Extract<CustomDemand, { kind: "require" }>;

/**
 * Judges `require`: a user who holds any of `holds` must hold all of the entitlements for the same time, from the instant of
 * evaluation on. Returns one finding per user and missing entitlement, at the path that requires it.
 */
export function judgeRequire({ entitlements, holds }: Require, context: SharedContext): readonly CustomFinding[] {
  const { model, index, at, facts } = context;
  const triggers = new Set(holds);
  const concerned = new Set<UserId>([...triggers].flatMap((ref) => facts.assignmentsOf(ref).map(({ user }) => user)));
  return [...concerned].flatMap((user) => {
    const assignments = assignmentsOfUser(index, user);
    const causes = assignments.filter(({ entitlement }) => triggers.has(entitlement));
    const paths = causes.flatMap((assignment) => openPaths(assignment, at));
    const needed = fromNowOn(paths, at);
    const names = [...new Set(causes.filter((one) => openPaths(one, at).length > 0).map((one) => one.entitlement))];
    return [...new Set(entitlements)].flatMap((ref) => {
      const gap = firstGap(needed, timeOf(ref, user, context));
      if (gap === undefined) return [];
      const when = gap > at ? ` starting ${startText(gap, model.organization.timezone)}` : "";
      return [
        {
          message: `${user} would hold ${names.join(", ")} without ${ref}${when}, but the rule requires ${ref} for the same time.`,
          remedy: `Assign ${ref} to ${user} for the same time, or remove ${names.join(" and ")}.`,
          place: placeOfPaths(paths, model),
          user,
          witness: [`without ${ref}`, ...names],
        },
      ];
    });
  });
}

function timeOf(ref: EntitlementRef, user: UserId, { index, at }: SharedContext): readonly Interval[] {
  const assignment = assignmentsOfUser(index, user).find(({ entitlement }) => entitlement === ref);
  return assignment === undefined ? [] : fromNowOn(openPaths(assignment, at), at);
}

function fromNowOn(paths: readonly { readonly interval: Interval }[], at: Instant): readonly Interval[] {
  return mergeIntervals(paths.flatMap(({ interval }) => intersect(interval, { from: at, until: null }) ?? []));
}

/** Returns the first instant of `needed` that no interval of `cover` contains. Both are merged, in order, and have a start. */
export function firstGap(needed: readonly Interval[], cover: readonly Interval[]): Instant | undefined {
  for (const stretch of needed) {
    let reached = stretch.from ?? -Infinity;
    for (const { from, until } of cover) {
      if ((from ?? -Infinity) > reached) break;
      reached = Math.max(reached, until ?? Infinity);
    }
    if (reached < (stretch.until ?? Infinity)) return reached;
  }
  return undefined;
}
