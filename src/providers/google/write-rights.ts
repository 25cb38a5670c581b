import type { CheckedRight, NeededRight } from "../../model/credential-report.ts";
import type { WriteAction } from "../../ports/connection.ts";
import { checked, checkedByGrant, rightsFor } from "../check-right.ts";
import type { GoogleClient } from "./client.ts";
import { googleRights } from "./rights.ts";

const { writeUsers, writeGroups, writeMembers, writeSettings, writeLicenses, writeRoles } = googleRights;

/** The right that each write needs; null: a write that Google does not have. */
const rightOfWrite: Readonly<Record<WriteAction, NeededRight | null>> = {
  "account.create": writeUsers,
  "account.adopt": writeUsers,
  "account.update": writeUsers,
  "account.activate": writeUsers,
  "account.suspend": writeUsers,
  "account.unsuspend": writeUsers,
  "account.deactivate": writeUsers,
  "group.create": writeGroups,
  "group.update": writeGroups,
  "group.configure": writeSettings,
  "membership.add": writeMembers,
  "membership.update": writeMembers,
  "membership.remove": writeMembers,
  "app.assign": null,
  "app.update": null,
  "app.unassign": null,
  "admin-role.assign": writeRoles,
  "admin-role.unassign": writeRoles,
  "license.assign": writeLicenses,
  "license.unassign": writeLicenses,
};

/**
 * Returns the rights that these writes need, by the scopes of the tokens. The privileges of the administrator are not shown,
 * so a right is never present, only not missing.
 * @param writer a client that requests tokens that can write
 */
export function googleWriteRights(
  writer: Pick<GoogleClient, "tokenInfo" | "failureOf">,
  actions: ReadonlySet<WriteAction>,
): Promise<readonly CheckedRight[]> {
  return Promise.all(rightsFor(actions, rightOfWrite).map((right) => checkedByToken(writer, right)));
}

async function checkedByToken(
  writer: Pick<GoogleClient, "tokenInfo" | "failureOf">,
  right: NeededRight,
): Promise<CheckedRight> {
  try {
    const { scopes } = await writer.tokenInfo(right.scope);
    return checkedByGrant(right, { scopes, hasRole: null });
  } catch (error) {
    const { kind, message } = writer.failureOf(error, false);
    return checked(right, kind === "denied" ? "missing" : "unknown", message);
  }
}
