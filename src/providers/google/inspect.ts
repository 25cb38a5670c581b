import type { CheckedRight, CredentialNeeds, CredentialReport } from "../../model/credential-report.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import { checked, checkedByGrant, checkedByReading } from "../check-right.ts";
import type { GoogleClient } from "./client.ts";
import type { GoogleIdentity } from "./credentials.ts";
import { directRights } from "./inspect-direct.ts";
import { readSettings } from "./group-settings.ts";
import { googleRights } from "./rights.ts";
import type { TokenInfo } from "./token-info.ts";

/**
 * Returns which identity a Google credential is and what it may do. Sends reading requests only.
 * @param reader a client whose token can only read
 * @param writer a client that requests a token that can write
 */
export async function inspectGoogle(
  reader: GoogleClient,
  writer: GoogleClient,
  needs: CredentialNeeds,
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
    ...(needs.groupSettings ? [checkedSettings(reader, firstGroup)] : []),
  ]);
  const info = await writer.tokenInfo().catch(() => reader.tokenInfo().catch(() => null));
  const address = addressOf(reader.identity) ?? info?.email ?? null;
  const roles = address === null ? null : await rolesOf(reader, address);
  return {
    identity: identityText(reader.identity, info),
    tenant: customer,
    roles,
    scopes: info?.scopes ?? null,
    rights: [
      ...rights,
      ...writing(info, roles),
      ...writingSettings(rights.at(-1), roles),
      ...(await directRights({ reader, writer }, needs.assignables, {
        scopes: info?.scopes ?? null,
        hasRole: isSuperAdministrator(roles),
      })),
    ],
  };
}

/** Reads the settings of one group, with the token for settings, which is requested only here. */
function checkedSettings(
  reader: GoogleClient,
  firstGroup: () => Promise<{ readonly groups?: readonly { readonly email?: string | null }[] }>,
): Promise<CheckedRight> {
  return checkedByReading(
    googleRights.readSettings,
    async () => {
      const address = (await firstGroup()).groups?.[0]?.email;
      if (typeof address !== "string") throw new Unreadable("there is no group yet whose settings could be read");
      await readSettings(reader, address);
    },
    (error) => reader.failureOf(error, false),
  );
}

/** One scope is for reading and changing settings, so the token that reads them shows whether the other may be changed. */
function writingSettings(read: CheckedRight | undefined, roles: readonly string[] | null): readonly CheckedRight[] {
  const right = googleRights.writeSettings;
  if (read?.id !== googleRights.readSettings.id) return [];
  if (read.state !== "present") return [checked(right, read.state, read.reason)];
  return [checkedByGrant(right, { scopes: [right.scope], hasRole: isSuperAdministrator(roles) })];
}

/** Returns true for a role with every privilege; null: the privileges of the role are not shown. */
const isSuperAdministrator = (roles: readonly string[] | null): true | null =>
  roles?.includes("super administrator") === true ? true : null;

/** A super administrator has every privilege. The privileges of another role are not shown. */
function writing(info: TokenInfo | null, roles: readonly string[] | null): readonly CheckedRight[] {
  return [googleRights.writeUsers, googleRights.writeGroups, googleRights.writeMembers].map((right) =>
    info === null
      ? checked(right, "unknown", "Google does not show the scopes of the token")
      : checkedByGrant(right, { scopes: info.scopes, hasRole: isSuperAdministrator(roles) }),
  );
}

/** Returns the administrator whose rights count; null: it is not in the credential. */
function addressOf(identity: GoogleIdentity): string | null {
  return identity.kind === "access-token" ? null : identity.subject;
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
      return identity.subject === null
        ? `external account of ${identity.path}${info?.email == null ? "" : `, as ${info.email}`}`
        : `external account of ${identity.path}, as service account ${identity.email}, acting for ${identity.subject}`;
    case "service-account":
      return identity.subject === null
        ? `service account ${identity.email}, for itself (no \`subject\`)`
        : `service account ${identity.email}, acting for ${identity.subject}`;
  }
}
