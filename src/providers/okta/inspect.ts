import type { CredentialReport } from "../../model/credential-report.ts";
import { checkedByGrant, checkedByReading } from "../check-right.ts";
import type { OktaClient, OktaCredentials } from "./client.ts";
import { oktaRights } from "./rights.ts";

/** Standard roles that include every right in the table. A custom role is shown and not interpreted. */
export const rolesThatWrite: readonly string[] = ["SUPER_ADMIN", "ORG_ADMIN"];

/** Returns which identity an Okta credential is and what it may do. Sends reading requests only. */
export async function inspectOkta(client: OktaClient, credentials: OktaCredentials): Promise<CredentialReport> {
  const read = (path: string): Promise<unknown> => client.read(() => client.raw("GET", path));
  const failureOf = (error: unknown) => client.failureOf(error, false);
  const rights = await Promise.all([
    checkedByReading(oktaRights.readUsers, () => read("/api/v1/users?limit=1"), failureOf),
    checkedByReading(oktaRights.readGroups, () => read("/api/v1/groups?limit=1"), failureOf),
    checkedByReading(oktaRights.readRules, () => read("/api/v1/groups/rules?limit=1"), failureOf),
  ]);
  const { identity, roles, scopes } = await grantOf(client, credentials);
  const written = [oktaRights.writeUsers, oktaRights.writeGroups].map((right) =>
    checkedByGrant(right, { scopes, hasRole: includes(roles, rolesThatWrite) }),
  );
  return { identity, tenant: client.host, roles, scopes, rights: [...rights, ...written] };
}

/** Standard roles that cannot change users and groups. */
const rolesThatRead: readonly string[] = ["READ_ONLY_ADMIN", "REPORT_ADMIN"];

/**
 * Returns whether the roles include a right, of which `enough` are sufficient. Null: they are not shown, or one of them can
 * include it: a custom role is not interpreted.
 */
export function includes(roles: readonly string[] | null, enough: readonly string[]): boolean | null {
  if (roles === null) return null;
  if (roles.some((role) => enough.includes(role))) return true;
  return roles.every((role) => rolesThatRead.includes(role)) ? false : null;
}

/** Returns the identity with its roles and scopes. */
export async function grantOf(
  client: OktaClient,
  credentials: OktaCredentials,
): Promise<Pick<CredentialReport, "identity" | "roles" | "scopes">> {
  const read = (path: string): Promise<unknown> => client.read(() => client.raw("GET", path));
  if (credentials.kind === "token") return { ...(await ownerOfToken(read)), scopes: null };
  const { clientId } = credentials;
  return {
    identity: `service app ${clientId}`,
    roles: await rolesAt(read, `/oauth2/v1/clients/${encodeURIComponent(clientId)}/roles`),
    // Without a token, the scopes that the client requests.
    scopes: (await client.scopes().catch(() => null)) ?? credentials.scopes,
  };
}

type Read = (path: string) => Promise<unknown>;

async function ownerOfToken(read: Read): Promise<Pick<CredentialReport, "identity" | "roles">> {
  try {
    const { id, status, profile } = (await read("/api/v1/users/me")) as {
      readonly id?: unknown;
      readonly status?: unknown;
      readonly profile?: { readonly login?: unknown };
    };
    const path = `/api/v1/users/${encodeURIComponent(String(id))}/roles`;
    return {
      identity: `API token of ${String(profile?.login)} (${String(id)}, ${String(status).toLowerCase()})`,
      roles: await rolesAt(read, path),
    };
  } catch {
    return { identity: "API token whose owner Okta does not show", roles: null };
  }
}

/** Returns the administrator roles; null: Okta does not show them to this credential. */
async function rolesAt(read: Read, path: string): Promise<readonly string[] | null> {
  try {
    const roles = await read(path);
    if (!Array.isArray(roles)) return null;
    return roles.map(({ type, label }: { readonly type?: unknown; readonly label?: unknown }) =>
      type === "CUSTOM" ? `custom role ${String(label)}` : String(type),
    );
  } catch {
    return null;
  }
}
