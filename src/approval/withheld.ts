import type { AccessModel, EntitlementRef, UserId } from "../model/documents.ts";
import { type AssignmentIndex, intervalsOf } from "../model/effective.ts";
import type { Instant } from "../model/instant.ts";
import type { Operation } from "../plan/operation.ts";
import type { AccessChange, ModelChange } from "../plan/plan.ts";
import type { NeedKind } from "./need.ts";
import { wideningChanges } from "./needs/widening.ts";
import { addTo } from "../support/multi-map.ts";

/** A merged change without the required approvals, and the access that it must not give. */
export interface UnapprovedChange {
  readonly commit: string;
  /** Why the change does not count as approved, as a sentence. */
  readonly reason: string;
  /** The access that the change gives or extends, by user. */
  readonly gives: ReadonlyMap<UserId, ReadonlySet<EntitlementRef>>;
  /** True: the change affects rules about access, so that no gain from later commits can be trusted. */
  readonly isGeneral: boolean;
}

/** Needs about rules and code. A missing approval affects every gain. */
const general: ReadonlySet<NeedKind> = new Set([
  "code",
  "organization",
  "policy",
  "override",
  "system",
  "approval-power",
  "unexplained",
]);

/** Returns what an unapproved change withholds: everything if the difference is unknown (null). */
export function unapprovedChange(
  { commit, reason }: { readonly commit: string; readonly reason: string },
  difference: {
    readonly base: AccessModel;
    readonly accessChanges: readonly AccessChange[];
    readonly modelChanges: readonly ModelChange[];
    /** The needs without their approval. */
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

/** Returns why a gain is withheld: it comes from an unapproved change, or possibly does. Null: it is not withheld. */
export function withheldReason(gain: Operation, changes: readonly UnapprovedChange[]): string | null {
  const cause = changes.find((change) => concerns(gain, change));
  return cause === undefined ? null : `Commit ${cause.commit.slice(0, 12)}: ${cause.reason}`;
}

function concerns({ user, entitlement, origin }: Operation, { gives, isGeneral }: UnapprovedChange): boolean {
  // A start that an approved commit decided does not come from later commits.
  if (isGeneral && origin !== "schedule") return true;
  const given = user === null ? undefined : gives.get(user);
  // An operation on the account enables all access of the user.
  return given !== undefined && (entitlement === null || given.has(entitlement));
}

/** Returns whether the unapproved change still gives access. Until it does not, every run checks it again. */
export function isOpen({ gives, isGeneral }: UnapprovedChange, index: AssignmentIndex, at: Instant): boolean {
  if (isGeneral) return true;
  return [...gives].some(([user, given]) =>
    (index.byUser.get(user) ?? []).some(
      (assignment) =>
        given.has(assignment.entitlement) && intervalsOf(assignment).some(({ until }) => until === null || until > at),
    ),
  );
}
