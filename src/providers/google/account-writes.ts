import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import type { ProviderWrite, WriteResult } from "../../ports/access.ts";
import { idOf } from "./accounts.ts";
import { attributeIn, bodyOf, type GoogleProfile } from "./attributes.ts";
import { refusalOf } from "./failure.ts";
import { isGoogleKey } from "./keys.ts";
import { alreadySo, failed, refused, WriteRefused, written } from "./outcome.ts";
import type { GoogleWriting } from "./writing.ts";

type Create = Extract<ProviderWrite, { action: "account.create" }>;
type Adopt = Extract<ProviderWrite, { action: "account.adopt" }>;
type Update = Extract<ProviderWrite, { action: "account.update" }>;

/**
 * Creates an account with its employee number. Google does not have staged accounts: an account that may not sign in yet is
 * suspended.
 */
export async function createAccount(writing: GoogleWriting, write: Create): Promise<WriteResult> {
  const { client, join, randomPassword } = writing;
  const body = {
    ...bodyOf({}, { ...write.profile, [join]: write.join }),
    primaryEmail: write.address,
    password: randomPassword(),
    changePasswordAtNextLogin: true,
    ...(write.orgUnit === null ? {} : { orgUnitPath: write.orgUnit }),
    ...(write.state === "staged" ? { suspended: true } : {}),
  };
  try {
    return written(idOf(await client.write(() => client.api.users.insert({ requestBody: body }))));
  } catch (error) {
    if (refusalOf(error)?.status !== 409) throw error;
    const holder = await readUser(writing, write.address).catch(() => null);
    if (holder === null) return failed(client.failureOf(error, true));
    return attributeIn(holder as GoogleProfile, join) === write.join
      ? alreadySo
      : refused("conflict", `an account with the address ${write.address} already exists`);
  }
}

/** Sets the employee number of an existing account. Does not change an account with a number other than `from`. */
export async function adoptAccount(
  writing: GoogleWriting,
  { account, join: number, from }: Adopt,
): Promise<WriteResult> {
  const user = await readUser(writing, account);
  const carried = attributeIn(user as GoogleProfile, writing.join);
  if (carried === number) return alreadySo;
  if (carried !== undefined && carried !== "" && carried !== from)
    return refused("conflict", `the account ${account} has a different employee number in ${writing.join}`);
  return sendUpdate(writing, user, { [writing.join]: number });
}

/** Sends only the given attributes. null clears an attribute; other attributes do not change. */
export async function updateAccount(writing: GoogleWriting, { account, set }: Update): Promise<WriteResult> {
  const user = await readUser(writing, account);
  return hasAll(user, set) ? alreadySo : sendUpdate(writing, user, set);
}

export async function moveAccount(writing: GoogleWriting, account: string, suspended: boolean): Promise<WriteResult> {
  const user = await readUser(writing, account);
  if (user.archived === true)
    return suspended
      ? alreadySo
      : refused(
          "conflict",
          `the account ${account} is archived: unarchive it in the Google Admin console, which requires a licence`,
        );
  return user.suspended === suspended ? alreadySo : sendUpdate(writing, user, { suspended });
}

/** Google's PUT changes only the given fields, and unlike PATCH it can clear a list. */
async function sendUpdate(
  writing: GoogleWriting,
  user: api.Schema$User,
  set: Readonly<Record<string, unknown>>,
): Promise<WriteResult> {
  const { client } = writing;
  const userKey = idOf(user);
  const requestBody = bodyOf(user as GoogleProfile, set);
  try {
    await client.write(() => client.api.users.update({ userKey, requestBody }));
    return written();
  } catch (error) {
    // Observed in production: 409 after a successful update.
    if (refusalOf(error)?.status !== 409) throw error;
    const after = await readUser(writing, userKey).catch(() => null);
    if (after !== null && hasAll(after, set)) return written();
    return failed(client.failureOf(error, true));
  }
}

async function readUser({ client }: GoogleWriting, userKey: string): Promise<api.Schema$User> {
  if (!isGoogleKey(userKey)) throw new WriteRefused(`"${userKey}" is not an id or address`);
  return client.read(() => client.api.users.get({ userKey, projection: "full" }));
}

function hasAll(user: api.Schema$User, set: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(set).every(([name, value]) => (attributeIn(user as GoogleProfile, name) ?? null) === value);
}
