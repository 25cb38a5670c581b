import type { CheckedRight, CredentialReport } from "../../model/credential-report.ts";
import { checkedByGrant, checkedByReading } from "../check-right.ts";
import type { GoogleClient } from "./client.ts";
import type { GoogleIdentity } from "./credentials.ts";
import { googleRights } from "./rights.ts";
import type { TokenInfo } from "./token-info.ts";

/**
 * Returns which identity a Google credential is and what it may do. Sends reading requests only.
 * @param reader a client whose token can only read
 * @param writer a client that requests a token that can write
 */
export async function inspectGoogle(
  reader: GoogleClient,
  writer: { readonly tokenInfo: () => Promise<TokenInfo> },
): Promise<CredentialReport> {
  const { api, customer } = reader;
  const failureOf = (error: unknown) => reader.failureOf(error, false);
  const firstGroup = () => reader.read(() => api.groups.list({ customer, maxResults: 1 }));
  const rights = await Promise.all([
    checkedByReading(
      googleRights.readUsers,
      () => reader.read(() => api.users.list({ customer, maxResults: 1 })),
      failureOf,
    ),
    checkedByReading(googleRights.readGroups, firstGroup, failureOf),
    checkedByReading(
      googleRights.readMembers,
      async () => {
        const groupKey = (await firstGroup()).groups?.[0]?.id;
        if (groupKey !== undefined && groupKey !== null)
          await reader.read(() => api.members.list({ groupKey, maxResults: 1 }));
      },
      failureOf,
    ),
  ]);
  const info = await writer.tokenInfo().catch(() => reader.tokenInfo().catch(() => null));
  const address = addressOf(reader.identity) ?? info?.email ?? null;
  const roles = address === null ? null : await rolesOf(reader, address);
  return {
    identity: identityText(reader.identity, info),
    tenant: customer,
    roles,
    scopes: info?.scopes ?? null,
    rights: [...rights, ...writing(info, roles)],
  };
}

/** A super administrator has every privilege. The privileges of another role are not shown. */
function writing(info: TokenInfo | null, roles: readonly string[] | null): readonly CheckedRight[] {
  return [googleRights.writeUsers, googleRights.writeGroups, googleRights.writeMembers].map((right) =>
    info === null
      ? { ...right, state: "unknown", reason: "Google does not show the scopes of the token" }
      : checkedByGrant(right, {
          hasScope: info.scopes.includes(right.scope),
          hasRole: roles?.includes("super administrator") === true ? true : null,
        }),
  );
}

/** Returns the administrator whose rights count; null: it is not in the credential. */
function addressOf(identity: GoogleIdentity): string | null {
  return identity.kind === "service-account" ? identity.subject : null;
}

async function rolesOf(client: GoogleClient, userKey: string): Promise<readonly string[] | null> {
  try {
    const { isAdmin, isDelegatedAdmin, suspended } = await client.read(() => client.api.users.get({ userKey }));
    return [
      ...(isAdmin === true ? ["super administrator"] : []),
      ...(isDelegatedAdmin === true ? ["administrator with a role"] : []),
      ...(suspended === true ? ["suspended"] : []),
    ];
  } catch {
    return null;
  }
}

function identityText(identity: GoogleIdentity, info: TokenInfo | null): string {
  switch (identity.kind) {
    case "access-token":
      return info?.email == null ? "access token whose account Google does not show" : `access token of ${info.email}`;
    case "external-account":
      return `external account of ${identity.path}${info?.email == null ? "" : `, as ${info.email}`}`;
    case "service-account":
      return identity.subject === null
        ? `service account ${identity.email}, for itself (no \`subject\`)`
        : `service account ${identity.email}, acting for ${identity.subject}`;
  }
}
