import type { CheckedRight } from "../../model/credential-report.ts";
import type { AssignableKey } from "../../model/direct-assignment.ts";
import { checked, checkedByGrant, checkedByReading } from "../check-right.ts";
import { readRoles } from "./admin-roles.ts";
import type { GoogleClient } from "./client.ts";
import { customerIdOf, licenseExists, licenseKeyOf } from "./licenses.ts";
import { googleRights } from "./rights.ts";

interface Clients {
  readonly reader: GoogleClient;
  /** A client that requests tokens that can write. It sends reading requests only. */
  readonly writer: GoogleClient;
}

interface Grant {
  /** The scopes of an access token; null: not shown. */
  readonly scopes: readonly string[] | null;
  /** True for a role with every privilege; null: the privileges of the role are not shown. */
  readonly hasRole: true | null;
}

/** Returns the rights that declared licences and administrator roles need; none where no file declares one. */
export async function directRights(
  clients: Clients,
  declared: readonly AssignableKey[],
  grant: Grant,
): Promise<readonly CheckedRight[]> {
  const license = declared.find(({ kind }) => kind === "license");
  const hasRoles = declared.some(({ kind }) => kind === "adminRole");
  const rights = await Promise.all([
    license === undefined ? [] : licenseRights(clients.reader, license, grant),
    hasRoles ? roleRights(clients, grant) : [],
  ]);
  return rights.flat();
}

/** One scope is for reading and changing licences, so the token that reads them shows it. */
async function licenseRights(
  reader: GoogleClient,
  { name }: AssignableKey,
  { hasRole }: Grant,
): Promise<readonly CheckedRight[]> {
  const { readLicenses, writeLicenses } = googleRights;
  const read = await checkedByReading(
    readLicenses,
    // Whether the tenant has the licence does not matter here.
    async () => licenseExists(reader, licenseKeyOf(name), await customerIdOf(reader)),
    (error) => reader.failureOf(error, false),
  );
  const write =
    read.state === "present"
      ? checkedByGrant(writeLicenses, { scopes: [writeLicenses.scope], hasRole })
      : checked(writeLicenses, read.state, read.reason);
  return [read, write];
}

async function roleRights({ reader, writer }: Clients, { scopes, hasRole }: Grant): Promise<readonly CheckedRight[]> {
  const check = (right: typeof googleRights.readRoles | typeof googleRights.writeRoles, client: GoogleClient) =>
    checkedByReading(
      right,
      () => readRoles(client),
      (error) => client.failureOf(error, false),
    );
  const { readRoles: readRight, writeRoles: writeRight } = googleRights;
  const read = await check(readRight, reader);
  if (writer.identity.kind === "access-token") {
    if (scopes === null) return [read, checked(writeRight, "unknown", "Google does not show the scopes of the token")];
    return [read, checkedByGrant(writeRight, { scopes, hasRole })];
  }
  // The token with the scope to write exists only if the scope is granted. It reads here.
  const write = await check(writeRight, writer);
  return [
    read,
    write.state === "present" ? checkedByGrant(writeRight, { scopes: [writeRight.scope], hasRole }) : write,
  ];
}
