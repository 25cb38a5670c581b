import type { AccessModel, EntitlementRef, UserId } from "../model/documents.ts";
import { type AssignmentIndex, intervalsOf } from "../model/effective.ts";
import type { Instant } from "../model/instant.ts";
import type { Operation } from "../plan/operation.ts";
import type { AccessChange, ModelChange } from "../plan/plan.ts";
import type { NeedKind } from "./need.ts";
import { wideningChanges } from "./needs/widening.ts";
import { addTo } from "../support/multi-map.ts";

/** A merged change that nobody was entitled to merge, and what must not come of it. */
export interface UnapprovedChange {
  readonly commit: string;
  /** Why it does not count as approved, in a sentence. */
  readonly reason: string;
  /** Everything that it gives, or gives for longer, by user. */
  readonly gives: ReadonlyMap<UserId, ReadonlySet<EntitlementRef>>;
  /** True: it touches what decides about access, so that no gain that follows from the commits since can be trusted. */
  readonly isGeneral: boolean;
}

/** Needs about what decides over others: their missing approval taints every gain. */
const general: ReadonlySet<NeedKind> = new Set([
  "code",
  "organization",
  "policy",
  "override",
  "system",
  "approval-power",
  "unexplained",
]);

/** What an unapproved change withholds. Where it could not be worked out (`difference` is null) it is everything. */
export function unapprovedChange(
  { commit, reason }: { readonly commit: string; readonly reason: string },
  difference: {
    readonly base: AccessModel;
    readonly accessChanges: readonly AccessChange[];
    readonly modelChanges: readonly ModelChange[];
    /** The needs that want somebody's approval and do not have it. */
    readonly openNeeds: readonly NeedKind[];
  } | null,
): UnapprovedChange {
  if (difference === null) return { commit, reason, gives: new Map(), isGeneral: true };
  const { base, accessChanges, modelChanges, openNeeds } = difference;
  const gives = new Map<UserId, Set<EntitlementRef>>();
  for (const { user, entitlement } of wideningChanges(base, accessChanges)) {
    addTo(gives, user, entitlement);
  }
  return {
    commit,
    reason,
    gives,
    isGeneral: modelChanges.length > 0 || openNeeds.some((kind) => general.has(kind)),
  };
}

/** Why a gain is withheld: it comes from an unapproved change, or cannot be told apart from one. Null: it is not. */
export function withheldReason(gain: Operation, changes: readonly UnapprovedChange[]): string | null {
  const guilty = changes.find((change) => concerns(gain, change));
  return guilty === undefined ? null : `Commit ${guilty.commit.slice(0, 12)}: ${guilty.reason}`;
}

function concerns({ user, entitlement, origin }: Operation, { gives, isGeneral }: UnapprovedChange): boolean {
  // A start that an approved commit decided is no part of what came after that commit.
  if (isGeneral && origin !== "schedule") return true;
  const given = user === null ? undefined : gives.get(user);
  // An operation on the account itself opens the way to everything that the user is given.
  return given !== undefined && (entitlement === null || given.has(entitlement));
}

/**
 * Whether the unapproved change still has something to give: while it does, it must be looked at again by every run. What the
 * files no longer give anybody is settled.
 */
export function isOpen({ gives, isGeneral }: UnapprovedChange, index: AssignmentIndex, at: Instant): boolean {
  if (isGeneral) return true;
  return [...gives].some(([user, given]) =>
    (index.byUser.get(user) ?? []).some(
      (assignment) =>
        given.has(assignment.entitlement) && intervalsOf(assignment).some(({ until }) => until === null || until > at),
    ),
  );
}
