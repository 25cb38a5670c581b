import type { User } from "@okta/okta-sdk-nodejs";
import type { ProviderWrite, WriteResult } from "../../ports/access.ts";
import { idOf } from "./accounts.ts";
import { refusalOf } from "./failure.ts";
import { isOktaId } from "./ids.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import type { OktaWriting } from "./writing.ts";

type Create = Extract<ProviderWrite, { action: "account.create" }>;
type Adopt = Extract<ProviderWrite, { action: "account.adopt" }>;
type Update = Extract<ProviderWrite, { action: "account.update" }>;
type Profile = Readonly<Record<string, unknown>>;

/** Creates an account with its employee number, so that it is never an orphaned account. */
export async function createAccount({ client, join }: OktaWriting, write: Create): Promise<WriteResult> {
  const profile = { email: write.address, ...write.profile, login: write.address, [join]: write.join };
  try {
    const created = await client.sdk.userApi.createUser({
      body: { profile },
      activate: write.state === "active",
    });
    return written(idOf(created));
  } catch (error) {
    const status = refusalOf(error)?.status;
    if (status !== 400 && status !== 409) throw error;
    // Okta has one code for every invalid field. A lookup of the address shows whether it is taken.
    const holder = await readUser({ client, join }, write.address).catch(() => null);
    if (holder === null) return failed(client.failureOf(error, true));
    return profileOf(holder)[join] === write.join
      ? alreadySo
      : refused("conflict", `an account with the address ${write.address} already exists`);
  }
}

/** Sets the employee number of an existing account. Does not change an account with a number other than `from`. */
export async function adoptAccount(writing: OktaWriting, { account, join: number, from }: Adopt): Promise<WriteResult> {
  const { client, join } = writing;
  if (!isOktaId(account)) return refused("rejected", `"${account}" is not an Okta id`);
  const carried = profileOf(await readUser(writing, account))[join];
  if (carried === number) return alreadySo;
  if (carried !== undefined && carried !== null && carried !== "" && carried !== from)
    return refused("conflict", `the account ${account} has a different employee number in ${join}`);
  await client.sdk.userApi.updateUser({ userId: account, user: { profile: { [join]: number } } });
  return written();
}

/** Sends only the given attributes. null clears an attribute; other attributes do not change. */
export async function updateAccount(writing: OktaWriting, { account, set }: Update): Promise<WriteResult> {
  if (!isOktaId(account)) return refused("rejected", `"${account}" is not an Okta id`);
  const before = profileOf(await readUser(writing, account));
  if (Object.entries(set).every(([name, value]) => isSame(before[name], value))) return alreadySo;
  await writing.client.sdk.userApi.updateUser({ userId: account, user: { profile: sdkProfile(set) } });
  return written();
}

/** Reads one user by id or login, with retries after transient failures. */
export async function readUser({ client }: OktaWriting, key: string): Promise<User> {
  return client.read(() => client.sdk.userApi.getUser({ userId: key }));
}

/** The SDK type has only the standard attributes. Custom attributes of the organization pass through unchanged. */
const sdkProfile = (set: Profile): NonNullable<User["profile"]> => set as NonNullable<User["profile"]>;

const profileOf = ({ profile }: User): Profile => profile ?? {};

/** Compares two attribute values. An attribute that was never set equals one that was cleared. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}
