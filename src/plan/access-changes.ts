import type { Assignment } from "../model/assignment.ts";
import type { EntitlementRef, Tier, UserId } from "../model/documents.ts";
import { intervalsOf } from "../model/effective.ts";
import { formatBound, type Instant, type Interval } from "../model/instant.ts";
import { higherTier } from "../model/lifecycle.ts";
import { compareText } from "../support/compare.ts";
import { becauseOfPath, sortBecause, whyEnded } from "./because.ts";
import type { Because } from "./operation.ts";
import type { AccessChange } from "./plan.ts";
import type { PlanSide } from "./side.ts";

/**
 * Returns what a change of the files does to access from `at` on: one entry for each user, entitlement and period of
 * time that is gained, lost or has another start or end (`retime`). A second path to what a user already has is not a
 * change. Nor is another start, where both starts are in the past. Ordered by user, entitlement and start.
 */
export function accessChangesBetween(base: PlanSide, head: PlanSide, at: Instant): readonly AccessChange[] {
  const users = [...new Set([...base.index.byUser.keys(), ...head.index.byUser.keys()])].sort(compareText);
  return users.flatMap((user) => changesOf(user, { base, head, at }));
}

interface Sides {
  readonly base: PlanSide;
  readonly head: PlanSide;
  readonly at: Instant;
}

function changesOf(user: UserId, sides: Sides): readonly AccessChange[] {
  const before = byEntitlement(sides.base.index.byUser.get(user));
  const after = byEntitlement(sides.head.index.byUser.get(user));
  const refs = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return refs.flatMap((ref) => compare({ user, ref, before: before.get(ref), after: after.get(ref) }, sides));
}

function byEntitlement(assignments: readonly Assignment[] | undefined): ReadonlyMap<EntitlementRef, Assignment> {
  return new Map((assignments ?? []).map((assignment) => [assignment.entitlement, assignment]));
}

interface Pair {
  readonly user: UserId;
  readonly ref: EntitlementRef;
  readonly before: Assignment | undefined;
  readonly after: Assignment | undefined;
}

function compare(pair: Pair, sides: Sides): readonly AccessChange[] {
  const lost = stretchesFrom(pair.before, sides.at);
  const gained = stretchesFrom(pair.after, sides.at);
  const keyOf = (interval: Interval): string => {
    const from = interval.from !== null && interval.from > sides.at ? interval.from : "now";
    return `${from} ${interval.until ?? "open"}`;
  };
  const kept = new Set(lost.map(keyOf));
  const stays = new Set(gained.map(keyOf));
  const olds = lost.filter((interval) => !stays.has(keyOf(interval)));
  const news = gained.filter((interval) => !kept.has(keyOf(interval)));
  const changes: AccessChange[] = [];
  for (let position = 0; position < Math.max(olds.length, news.length); position += 1) {
    const old = olds[position];
    const now = news[position];
    if (now !== undefined)
      changes.push(changeOf(old === undefined ? "gain" : "retime", { pair, interval: now, sides }));
    else if (old !== undefined) changes.push(changeOf("lose", { pair, interval: old, sides }));
  }
  return changes;
}

/** Returns the periods of time, over all paths, that have not ended at `at`. */
function stretchesFrom(assignment: Assignment | undefined, at: Instant): readonly Interval[] {
  if (assignment === undefined) return [];
  return intervalsOf(assignment).filter(({ until }) => until === null || until > at);
}

function changeOf(
  kind: AccessChange["kind"],
  { pair, interval, sides }: { readonly pair: Pair; readonly interval: Interval; readonly sides: Sides },
): AccessChange {
  return {
    kind,
    user: pair.user,
    entitlement: pair.ref,
    tier: tierOf(pair.ref, sides),
    from: formatBound(interval.from),
    until: formatBound(interval.until),
    because: kind === "lose" ? whyLost(pair, sides) : whyHeld(pair.after, { interval, side: sides.head }),
  };
}

function tierOf(ref: EntitlementRef, { base, head }: Sides): Tier {
  const before = base.model.entitlements.get(ref)?.tier;
  const after = head.model.entitlements.get(ref)?.tier;
  if (before === undefined || after === undefined) return after ?? before ?? "critical";
  return higherTier(before, after);
}

function whyHeld(
  assignment: Assignment | undefined,
  { interval, side }: { readonly interval: Interval; readonly side: PlanSide },
): readonly Because[] {
  const paths = (assignment?.paths ?? []).filter((path) => !path.eligible && overlap(path.interval, interval));
  return sortBecause(paths.map((path) => becauseOfPath(path, side)));
}

function overlap(left: Interval, right: Interval): boolean {
  return (left.from ?? -Infinity) < (right.until ?? Infinity) && (right.from ?? -Infinity) < (left.until ?? Infinity);
}

function whyLost({ user: id, ref, before }: Pair, { base, head, at }: Sides): readonly Because[] {
  const user = head.model.users.get(id);
  const entitlement = head.model.entitlements.get(ref);
  if (user !== undefined && entitlement !== undefined) {
    const ended = whyEnded(user, entitlement, { base, head, at, since: null });
    if (ended.because.some(({ kind }) => kind !== "unmanaged")) return ended.because;
  }
  const what =
    user === undefined ? `the user ${id}` : entitlement === undefined ? `the entitlement ${ref}` : "the grant or role";
  return sortBecause(
    (before?.paths ?? []).map((path) => ({ ...becauseOfPath(path, base), text: `${what} was removed from the files` })),
  );
}
