import type { CheckedRight, NeededRight } from "../../model/credential-report.ts";
import type { WriteAction } from "../../ports/connection.ts";
import { checkedByGrant, rightsFor } from "../check-right.ts";
import type { OktaClient, OktaCredentials } from "./client.ts";
import { grantOf, includes, rolesWith } from "./inspect.ts";
import { oktaRights } from "./rights.ts";

const { writeUsers, writeGroups, writeApps, writeRoles } = oktaRights;

/** The right that each write needs; null: a write that Okta does not have. */
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
  "group.configure": null,
  "membership.add": writeGroups,
  "membership.update": writeGroups,
  "membership.remove": writeGroups,
  "app.assign": writeApps,
  "app.update": writeApps,
  "app.unassign": writeApps,
  "admin-role.assign": writeRoles,
  "admin-role.unassign": writeRoles,
  "license.assign": null,
  "license.unassign": null,
};

/** Returns the rights that these writes need, by the scopes of the token, or by the roles of the owner of an API token. */
export async function oktaWriteRights(
  client: OktaClient,
  credentials: OktaCredentials,
  actions: ReadonlySet<WriteAction>,
): Promise<readonly CheckedRight[]> {
  const { scopes, roles } = await grantOf(client, credentials);
  return rightsFor(actions, rightOfWrite).map((right) =>
    checkedByGrant(right, { scopes, hasRole: includes(roles, rolesWith(right)) }),
  );
}
