import type { DirectAssignmentWrite, WriteResult } from "../../ports/access.ts";
import { readRolesOf } from "./admin-roles.ts";
import { oktaCode, refusalOf } from "./failure.ts";
import { isOktaId } from "./ids.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import { readOwnAccounts } from "./own-account.ts";
import { isStandardRole } from "./standard-roles.ts";
import type { OktaWriting } from "./writing.ts";

type Assign = Extract<DirectAssignmentWrite, { action: "admin-role.assign" }>;
type Unassign = Extract<DirectAssignmentWrite, { action: "admin-role.unassign" }>;

/** Assigns a standard administrator role for the whole organization. Returns the id of the assignment. */
export async function assignRole({ client }: OktaWriting, { role, account }: Assign): Promise<WriteResult> {
  if (!isStandardRole(role)) return refused("rejected", `"${role}" is not a standard administrator role of Okta`);
  if (!isOktaId(account)) return refused("rejected", `"${account}" is not an Okta id`);
  try {
    const assignRoleRequest = { type: role };
    const answer = await client.sdk.roleAssignmentApi.assignRoleToUser({ userId: account, assignRoleRequest });
    const { id } = answer as { readonly id?: unknown };
    return written(typeof id === "string" ? id : null);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.code === oktaCode.wrongStatus)
      return refused("rejected", `the account ${account} is deactivated: Okta does not assign roles to it`);
    if (refusal?.status !== 400 && refusal?.status !== 409) throw error;
    const roles = await readRolesOf(client, account).catch(() => []);
    return roles.some(({ target }) => target === role) ? alreadySo : failed(client.failureOf(error, true));
  }
}

/** Ends an assignment by its id, unless it is one of the credential's own account. 404 means that it no longer exists. */
export async function unassignRole({ client }: OktaWriting, { assignment, account }: Unassign): Promise<WriteResult> {
  if (!isOktaId(assignment) || !isOktaId(account))
    return refused("rejected", `"${assignment}" and "${account}" must be Okta ids`);
  if ((await readOwnAccounts(client))?.includes(account) === true)
    return refused(
      "rejected",
      `Rolecall uses the credential of ${account} and does not remove its administrator roles`,
    );
  try {
    await client.sdk.roleAssignmentApi.unassignRoleFromUser({ userId: account, roleId: assignment });
    return written();
  } catch (error) {
    if (refusalOf(error)?.status === 404) return alreadySo;
    throw error;
  }
}
