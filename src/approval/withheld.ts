import type { AccessModel, EntitlementRef, UserId } from "../model/documents.ts";
import type { Operation } from "../plan/operation.ts";
import type { AccessChange } from "../plan/plan.ts";
import { addTo } from "../support/multi-map.ts";
import { wideningChanges } from "./needs/widening.ts";

/** A commit without the required approvals, and the access that the files give or extend since the approved state. */
export interface UnapprovedChange {
  readonly commit: string;
  /** Why the change does not count as approved, as a sentence. */
  readonly reason: string;
  /** The access that the change gives or extends, by user. */
  readonly gives: ReadonlyMap<UserId, ReadonlySet<EntitlementRef>>;
}

/** Returns what an unapproved change gives. Nothing is known of it if the difference is unknown (null). */
export function unapprovedChange(
  { commit, reason }: { readonly commit: string; readonly reason: string },
  difference: { readonly base: AccessModel; readonly accessChanges: readonly AccessChange[] } | null,
): UnapprovedChange {
  const gives = new Map<UserId, Set<EntitlementRef>>();
  if (difference !== null)
    for (const { user, entitlement } of wideningChanges(difference.base, difference.accessChanges))
      addTo(gives, user, entitlement);
  return { commit, reason, gives };
}

/**
 * Returns why the approved state does not have a gain of the tip, for a person: the first unapproved commit with which the
 * files give it, else the first unapproved commit. Which gains are withheld does not depend on this.
 */
export function withheldReason(gain: Operation, changes: readonly UnapprovedChange[]): string {
  const cause = changes.find((change) => concerns(gain, change)) ?? changes[0];
  return cause === undefined ? "It is not approved." : `Commit ${cause.commit.slice(0, 12)}: ${cause.reason}`;
}

function concerns({ user, entitlement }: Operation, { gives }: UnapprovedChange): boolean {
  const given = user === null ? undefined : gives.get(user);
  // An operation on the account enables all access of the user.
  return given !== undefined && (entitlement === null || given.has(entitlement));
}
