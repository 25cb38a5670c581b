import type { GroupRole } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import { counted } from "../../support/counted.ts";
import type { DesiredGroup } from "../desired/desired.ts";
import type { GuardResult } from "../plan.ts";
import type { SystemView } from "./system-view.ts";

/** A live member with a role that no entitlement of the group declares. */
export interface UndeclaredHolder {
  readonly address: string;
  readonly role: GroupRole;
}

/** Returns whether the role is above `member` and no entitlement of the group declares it: it is not managed. */
export const isUndeclaredRole = ({ entitlements }: DesiredGroup, role: GroupRole): boolean =>
  role !== "member" && !entitlements.some(({ target }) => target.kind === "group" && target.role === role);

const maximumNamed = 5;

/** Reports the holders of undeclared roles, who keep them. */
export function undeclaredRoles(
  { desired: { system } }: SystemView,
  { first, name }: DesiredGroup,
  holders: readonly UndeclaredHolder[],
): readonly GuardResult[] {
  if (holders.length === 0) return [];
  const named = holders.map(({ address, role }) => `${address} (${role})`).sort(compareText);
  const more = named.length > maximumNamed ? ` and ${named.length - maximumNamed} more` : "";
  return [
    {
      code: "provider/undeclared-role",
      system: system.id,
      blocked: false,
      message: `${counted(holders.length, "member")} of the group "${name}" (${first.ref}) in ${system.id} with a role that no entitlement declares: ${named.slice(0, maximumNamed).join(", ")}${more}. The role is not changed.`,
      remedy: `Add an entitlement with \`target: { group: ${name}, role: ${holders[0]?.role ?? "owner"} }\` under access/entitlements/${system.id}/ to manage the role.`,
      override: null,
    },
  ];
}
