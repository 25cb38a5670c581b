import { appendTo } from "../../../support/multi-map.ts";
import type { ApprovalLine, ChangedAccess } from "../../diff/diff.ts";

/** Returns the lookup of the approvals that cover access changes: those about the same user and entitlement. */
export function approvalsByAccess(
  approvals: readonly ApprovalLine[],
): (access: readonly ChangedAccess[]) => readonly ApprovalLine[] {
  const known = byAccess(approvals);
  return (access) => [...new Set(access.flatMap(({ change }) => known.get(keyOf(change)) ?? []))];
}

/** Returns the check for access that a grant of this change gives, so that its approvers decide about it. */
export function grantsToApprove(approvals: readonly ApprovalLine[]): (changed: ChangedAccess) => boolean {
  const known = byAccess(approvals.filter(({ what }) => what === "grant"));
  return ({ change }) => known.has(keyOf(change));
}

function byAccess(approvals: readonly ApprovalLine[]): ReadonlyMap<string, readonly ApprovalLine[]> {
  const known = new Map<string, ApprovalLine[]>();
  for (const line of approvals) {
    const { user, entitlements } = line.about;
    if (user !== null) for (const entitlement of entitlements) appendTo(known, keyOf({ user, entitlement }), line);
  }
  return known;
}

const keyOf = ({ user, entitlement }: { readonly user: string; readonly entitlement: string }): string =>
  `${user}\n${entitlement}`;
