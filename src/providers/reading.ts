import type { Instant } from "../model/instant.ts";
import type { ObservedSystem, Reading } from "../model/observation.ts";
import type { ObserveScope } from "../ports/access.ts";

/** Returns the record of a read of this scope. */
export function readingOf(
  { join, attributes }: ObserveScope,
  read: Pick<Reading, "fullAt" | "startedAt" | "cursor">,
): Reading {
  return { ...read, join, attributes };
}

/** What a read of the changes needs: the record of the earlier read, or why there is none to start from, as a clause. */
export type Start =
  { readonly kind: "start"; readonly reading: Reading } | { readonly kind: "none"; readonly reason: string };

/**
 * Decides whether a read of the changes can start from an earlier read.
 * @param tenant the tenant that is read now
 * @param keptFor how long the provider keeps its log, in milliseconds
 */
export function startFrom(
  { reading, tenant: recorded, unreadDirectAssignments = {} }: ObservedSystem,
  { scope, tenant, now, keptFor }: { scope: ObserveScope; tenant: string; now: Instant; keptFor: number },
): Start {
  const none = (reason: string): Start => ({ kind: "none", reason });
  if (reading === undefined) return none("the snapshot does not record when it was read");
  if (recorded !== tenant) return none(`the snapshot is of the tenant ${recorded}, and ${tenant} is read`);
  if (reading.startedAt > now || reading.fullAt > reading.startedAt) return none("the snapshot is from the future");
  if (now - reading.startedAt > keptFor)
    return none(`the snapshot is older than the ${keptFor / day} days that the provider keeps its log`);
  if (reading.join !== scope.join) return none("the system's file has another `account.join`");
  const known = new Set(reading.attributes);
  const isSame = known.size === scope.attributes.length && scope.attributes.every((name) => known.has(name));
  if (!isSame) return none("the system's file manages other attributes");
  if (Object.keys(unreadDirectAssignments).length > 0) return none("the snapshot lacks the holders of an app or role");
  return { kind: "start", reading };
}

const day = 86_400_000;
