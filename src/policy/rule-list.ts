import type { Rule } from "./rule.ts";
import { externalEndDate } from "./rules/external-end-date.ts";
import { inactiveOwner } from "./rules/inactive-owner.ts";
import { noReason } from "./rules/no-reason.ts";
import { ownerless } from "./rules/ownerless.ts";
import { standingPrivilege } from "./rules/standing-privilege.ts";
import { tooLong } from "./rules/too-long.ts";

/** The built-in least-privilege rules. Order does not matter: findings are sorted. */
export const leastPrivilegeRules: readonly Rule[] = Object.freeze([
  standingPrivilege,
  tooLong,
  noReason,
  ownerless,
  inactiveOwner,
  externalEndDate,
]);
