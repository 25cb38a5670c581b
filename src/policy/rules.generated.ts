// Generated from src/policy/rules/ by `npm run generate`; do not edit.
import { adminAboveBaseline } from "./rules/admin-above-baseline.ts";
import { clonedAccess } from "./rules/cloned-access.ts";
import { emptyRole } from "./rules/empty-role.ts";
import { everyoneHasIt } from "./rules/everyone-has-it.ts";
import { externalEndDate } from "./rules/external-end-date.ts";
import { externalInGroup } from "./rules/external-in-group.ts";
import { inactiveAccount } from "./rules/inactive-account.ts";
import { inactiveOwner } from "./rules/inactive-owner.ts";
import { joinableGroup } from "./rules/joinable-group.ts";
import { leaverWithAccess } from "./rules/leaver-with-access.ts";
import { nestedPrivilege } from "./rules/nested-privilege.ts";
import { noReason } from "./rules/no-reason.ts";
import { orphanAccount } from "./rules/orphan-account.ts";
import { outlier } from "./rules/outlier.ts";
import { outlivesContract } from "./rules/outlives-contract.ts";
import { outsideSelector } from "./rules/outside-selector.ts";
import { ownerless } from "./rules/ownerless.ts";
import { privilegedBirthright } from "./rules/privileged-birthright.ts";
import { privilegedExternal } from "./rules/privileged-external.ts";
import { redundantGrant } from "./rules/redundant-grant.ts";
import { roleTooBroad } from "./rules/role-too-broad.ts";
import { secondWriter } from "./rules/second-writer.ts";
import { serviceAccount } from "./rules/service-account.ts";
import { singleOwner } from "./rules/single-owner.ts";
import { standingPrivilege } from "./rules/standing-privilege.ts";
import { superAdminCount } from "./rules/super-admin-count.ts";
import { ticketFormat } from "./rules/ticket-format.ts";
import { tooLong } from "./rules/too-long.ts";
import { twinRoles } from "./rules/twin-roles.ts";
import { unusedEntitlement } from "./rules/unused-entitlement.ts";

/** Every built-in least-privilege rule, by file name. */
export const rules = [
  adminAboveBaseline,
  clonedAccess,
  emptyRole,
  everyoneHasIt,
  externalEndDate,
  externalInGroup,
  inactiveAccount,
  inactiveOwner,
  joinableGroup,
  leaverWithAccess,
  nestedPrivilege,
  noReason,
  orphanAccount,
  outlier,
  outlivesContract,
  outsideSelector,
  ownerless,
  privilegedBirthright,
  privilegedExternal,
  redundantGrant,
  roleTooBroad,
  secondWriter,
  serviceAccount,
  singleOwner,
  standingPrivilege,
  superAdminCount,
  ticketFormat,
  tooLong,
  twinRoles,
  unusedEntitlement,
] as const;
