import type { CredentialReport, NeededRight } from "../../model/credential-report.ts";
import type { AssignableKind } from "../../model/direct-assignment.ts";
import { checkedByGrant, checkedByReading } from "../check-right.ts";
import type { OktaClient, OktaCredentials } from "./client.ts";
import { oktaRights } from "./rights.ts";

interface Needs {
  /** The rights to read, each with the path of a request that needs it. */
  readonly reads: readonly { readonly right: NeededRight; readonly path: string }[];
  /** The rights to write, each with the standard roles that include it. A custom role is shown and not interpreted. */
  readonly writes: readonly { readonly right: NeededRight; readonly roles: readonly string[] }[];
}

/** The rights for the accounts and groups of every system. */
const basic: Needs = {
  reads: [
    { right: oktaRights.readUsers, path: "/api/v1/users?limit=1" },
    { right: oktaRights.readGroups, path: "/api/v1/groups?limit=1" },
    { right: oktaRights.readRules, path: "/api/v1/groups/rules?limit=1" },
  ],
  writes: [
    { right: oktaRights.writeUsers, roles: ["SUPER_ADMIN", "ORG_ADMIN"] },
    { right: oktaRights.writeGroups, roles: ["SUPER_ADMIN", "ORG_ADMIN"] },
  ],
};

/** The rights that only a system with such targets needs. Okta does not have licenses. */
const byKind: Readonly<Record<Exclude<AssignableKind, "license">, Needs>> = {
  app: {
    reads: [{ right: oktaRights.readApps, path: "/api/v1/apps?limit=1" }],
    writes: [{ right: oktaRights.writeApps, roles: ["SUPER_ADMIN", "APP_ADMIN"] }],
  },
  adminRole: {
    reads: [{ right: oktaRights.readRoles, path: "/api/v1/iam/assignees/users?limit=1" }],
    writes: [{ right: oktaRights.writeRoles, roles: ["SUPER_ADMIN"] }],
  },
};

/**
 * Returns which identity an Okta credential is and what it may do. Sends reading requests only.
 * @param kinds what the files let accounts hold directly; the rights for other kinds are not checked
 */
export async function inspectOkta(
  client: OktaClient,
  credentials: OktaCredentials,
  kinds: ReadonlySet<AssignableKind> = new Set(),
): Promise<CredentialReport> {
  const read = (path: string): Promise<unknown> => client.read(() => client.raw("GET", path));
  const failureOf = (error: unknown) => client.failureOf(error, false);
  const needed = [
    basic,
    ...(kinds.has("app") ? [byKind.app] : []),
    ...(kinds.has("adminRole") ? [byKind.adminRole] : []),
  ];
  const rights = await Promise.all(
    needed.flatMap(({ reads }) => reads).map(({ right, path }) => checkedByReading(right, () => read(path), failureOf)),
  );
  const { identity, roles, scopes } = await grantOf(client, credentials);
  const written = needed
    .flatMap(({ writes }) => writes)
    .map(({ right, roles: enough }) => checkedByGrant(right, { scopes, hasRole: includes(roles, enough) }));
  return { identity, tenant: client.host, roles, scopes, rights: [...rights, ...written] };
}

/** Returns the standard roles that include a right to write. */
export const rolesWith = (right: NeededRight): readonly string[] =>
  [basic, byKind.app, byKind.adminRole].flatMap(({ writes }) => writes).find((one) => one.right === right)?.roles ?? [];

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
