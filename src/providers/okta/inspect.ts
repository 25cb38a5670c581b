import type { CredentialReport } from "../../model/credential-report.ts";
import { checkedByGrant, checkedByReading } from "../check-right.ts";
import type { OktaClient, OktaCredentials } from "./client.ts";
import { oktaRights } from "./rights.ts";

/** Standard roles that include every right in the table. A custom role is shown and not interpreted. */
const rolesThatWrite: readonly string[] = ["SUPER_ADMIN", "ORG_ADMIN"];

/** Returns which identity an Okta credential is and what it may do. Sends reading requests only. */
export async function inspectOkta(client: OktaClient, credentials: OktaCredentials): Promise<CredentialReport> {
  const read = (path: string): Promise<unknown> => client.read(() => client.raw("GET", path));
  const failureOf = (error: unknown) => client.failureOf(error, false);
  const rights = await Promise.all([
    checkedByReading(oktaRights.readUsers, () => read("/api/v1/users?limit=1"), failureOf),
    checkedByReading(oktaRights.readGroups, () => read("/api/v1/groups?limit=1"), failureOf),
    checkedByReading(oktaRights.readRules, () => read("/api/v1/groups/rules?limit=1"), failureOf),
  ]);
  const scopes = credentials.kind === "token" ? null : credentials.scopes;
  const { identity, roles } =
    credentials.kind === "token"
      ? await ownerOfToken(read)
      : {
          identity: `service app ${credentials.clientId}`,
          roles: await rolesAt(read, `/oauth2/v1/clients/${encodeURIComponent(credentials.clientId)}/roles`),
        };
  // A role of another name can include the right.
  const hasRole = roles?.some((role) => rolesThatWrite.includes(role)) === true ? true : null;
  const written = [oktaRights.writeUsers, oktaRights.writeGroups].map((right) =>
    checkedByGrant(right, { hasScope: scopes === null || scopes.includes(right.scope), hasRole }),
  );
  return { identity, tenant: client.host, roles, scopes, rights: [...rights, ...written] };
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
