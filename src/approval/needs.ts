import { compareText } from "../support/compare.ts";
import type { Need, NeedKind } from "./need.ts";
import { accountPathNeeds } from "./needs/account-paths.ts";
import { approvalPowerNeeds } from "./needs/approval-power.ts";
import { type ChangeUnderReview, contextOf } from "./needs/context.ts";
import { documentNeeds } from "./needs/documents.ts";
import { fileNeeds } from "./needs/files.ts";
import { grantNeeds } from "./needs/grants.ts";
import { roleNeeds } from "./needs/roles.ts";
import { separationNeeds } from "./needs/separation.ts";
import { unexplainedNeeds } from "./needs/unexplained.ts";
import { userNeeds } from "./needs/users.ts";

export type { ChangeUnderReview } from "./needs/context.ts";

/** Needs that decide about other approvals come first. */
const order: readonly NeedKind[] = [
  "code",
  "organization",
  "policy",
  "override",
  "system",
  "approval-power",
  "identity",
  "separation-of-duties",
  "waiver",
  "adoption",
  "entitlement",
  "role",
  "grant",
  "user",
  "removal",
  "unexplained",
  "file",
];

/**
 * Returns who has to approve a change, and why (engine.md 6). Only the policies, owners and team ids of the base commit
 * count, so that a change cannot choose its own approvers (threat G1). The policy's fallback replaces a missing
 * approver. An unknown kind of change needs root owners. Ordered by kind and subject, independently of the order of the
 * files.
 */
export function approvalsNeeded(change: ChangeUnderReview): readonly Need[] {
  const context = contextOf(change);
  const needs = [
    ...fileNeeds(context),
    ...documentNeeds(context),
    ...grantNeeds(context),
    ...userNeeds(context),
    ...accountPathNeeds(context),
    ...roleNeeds(context),
    ...approvalPowerNeeds(context),
    ...separationNeeds(context),
    ...unexplainedNeeds(context),
  ];
  const unique = new Map(needs.map((need) => [need.id, need]));
  return [...unique.values()].sort(
    (left, right) => order.indexOf(left.what) - order.indexOf(right.what) || compareText(left.subject, right.subject),
  );
}
