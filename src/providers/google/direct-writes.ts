import { Unreadable } from "../../http/transport-failure.ts";
import type { DirectAssignmentWrite, WriteResult } from "../../ports/access.ts";
import { idOf } from "./accounts.ts";
import { isRoleId, readRoleAssignment, readRoleAssignments } from "./admin-roles.ts";
import type { GoogleClient } from "./client.ts";
import { refusalOf } from "./failure.ts";
import { isAddress, isGoogleKey } from "./keys.ts";
import { hasLicense, type LicenseKey, licenseKeyOf } from "./licenses.ts";
import { licensingQuota } from "./licensing-api.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import { ownIdentity } from "./own-account.ts";
import type { GoogleWriting } from "./writing.ts";

type WriteOf<A extends DirectAssignmentWrite["action"]> = Extract<DirectAssignmentWrite, { action: A }>;

/**
 * Assigns a licence. An account has one SKU of a product: another one is a conflict and is not replaced, because no
 * operation of the plan removes it.
 */
export async function assignLicense({ client }: GoogleWriting, write: WriteOf<"license.assign" | "license.unassign">) {
  const license = keyIn(write.license);
  if (license === null || !isGoogleKey(write.account)) return notAKey(license === null ? write.license : write.account);
  const userId = await addressOf(client, write.account);
  const licensing = await client.licensing();
  try {
    await client.write(() => licensing.insert({ ...license, requestBody: { userId } }), licensingQuota);
    return written();
  } catch (error) {
    if (!isConflict(error)) throw error;
    const isHeld = await hasLicense(client, license, userId).catch(() => false);
    return isHeld ? alreadySo : licenseConflict(client, error);
  }
}

/** Removes a licence. 404 means that the account does not have it. */
export async function unassignLicense(
  { client }: GoogleWriting,
  write: WriteOf<"license.assign" | "license.unassign">,
): Promise<WriteResult> {
  const license = keyIn(write.license);
  if (license === null || !isGoogleKey(write.account)) return notAKey(license === null ? write.license : write.account);
  try {
    const userId = await addressOf(client, write.account);
    const licensing = await client.licensing();
    await client.write(() => licensing.delete({ ...license, userId }), licensingQuota);
    return written();
  } catch (error) {
    if (refusalOf(error)?.status === 404) return alreadySo;
    if (isConflict(error)) return licenseConflict(client, error);
    throw error;
  }
}

/** Assigns an administrator role for the complete tenant. */
export async function assignRole(
  { client }: GoogleWriting,
  { role: roleId, account }: WriteOf<"admin-role.assign">,
): Promise<WriteResult> {
  if (!isRoleId(roleId) || !isGoogleKey(account) || isAddress(account))
    return notAKey(isRoleId(roleId) ? account : roleId);
  // Read first: Google does not document that it refuses a second assignment of the same role.
  const [held] = await readRoleAssignments(client, roleId, account);
  if (held !== undefined) return alreadySo;
  const { roleAssignments } = await client.roles();
  const requestBody = { roleId, assignedTo: account, scopeType: "CUSTOMER" };
  try {
    const made = await client.write(() => roleAssignments.insert({ customer: client.customer, requestBody }));
    return written(made.roleAssignmentId ?? null);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const [now] = await readRoleAssignments(client, roleId, account).catch(() => []);
    return now === undefined ? failed(client.failureOf(error, true)) : alreadySo;
  }
}

/**
 * Removes an assignment of an administrator role, after a read that it is the one of this role and account. Refuses to take
 * a role from the credential's own account.
 */
export async function unassignRole(
  { client }: GoogleWriting,
  { role, assignment: roleAssignmentId, account }: WriteOf<"admin-role.unassign">,
): Promise<WriteResult> {
  if (!isGoogleKey(roleAssignmentId) || isAddress(roleAssignmentId)) return notAKey(roleAssignmentId);
  const found = await readRoleAssignment(client, roleAssignmentId);
  if (found === null) return alreadySo;
  if (found.direct?.role !== role || found.direct.assignee !== account)
    return refused(
      "conflict",
      `the assignment ${roleAssignmentId} is not the one of the role ${role} to ${account} for the complete tenant`,
    );
  if (await isOwnAccount(client, account))
    return refused(
      "rejected",
      `Rolecall uses the credential of ${account} and does not remove its administrator roles`,
    );
  const { roleAssignments } = await client.roles();
  try {
    await client.write(() => roleAssignments.delete({ customer: client.customer, roleAssignmentId }));
    return written();
  } catch (error) {
    if (refusalOf(error)?.status === 404) return alreadySo;
    throw error;
  }
}

/** Returns whether the credential acts for the account. */
async function isOwnAccount(client: GoogleClient, account: string): Promise<boolean> {
  const own = await ownIdentity(client);
  if (own === null) return false;
  if (own.serviceAccount === account) return true;
  try {
    return own.address?.toLowerCase() === (await addressOf(client, account)).toLowerCase();
  } catch (error) {
    // A service account is not a user of the tenant, and has no address in it.
    if (refusalOf(error)?.status === 404 || refusalOf(error)?.status === 403) return false;
    throw error;
  }
}

/** Returns the primary address of an account, by which licences are known. */
export async function addressOf(client: GoogleClient, account: string): Promise<string> {
  const user = await client.read(() => client.api.users.get({ userKey: account, fields: "id,primaryEmail" }));
  if (typeof user.primaryEmail !== "string" || user.primaryEmail === "")
    throw new Unreadable(`the account ${idOf(user)} does not have a primary address`);
  return user.primaryEmail;
}

/** Returns the failure with what to do about it. Google's answers about licences have one code for different conditions. */
function licenseConflict(client: GoogleClient, error: unknown): WriteResult {
  const failure = client.failureOf(error, true);
  const remedy = remedies.find(([text]) => text.test(failure.message))?.[1];
  return failed(remedy === undefined ? failure : { ...failure, message: `${failure.message}. ${remedy}` });
}

const remedies: readonly (readonly [RegExp, string])[] = [
  [/Auto License/i, "Turn off automatic licensing of the product in the Google Admin console."],
  [/different SKU/i, "Remove the other licence of the product from the account."],
  [/enough available licenses/i, "Buy licences, or remove them from other accounts."],
];

/** A duplicate is 409; for licences it is 412, as are a missing seat and automatic assignment. */
function isConflict(error: unknown): boolean {
  const status = refusalOf(error)?.status;
  return status === 409 || status === 412;
}

function keyIn(license: string): LicenseKey | null {
  try {
    return licenseKeyOf(license);
  } catch {
    return null;
  }
}

const notAKey = (key: string): WriteResult => refused("rejected", `"${key}" is not a valid Google id`);
