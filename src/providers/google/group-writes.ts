import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import type { ProviderWrite, WriteResult } from "../../ports/access.ts";
import { idOf } from "./accounts.ts";
import type { GoogleClient } from "./client.ts";
import { refusalOf } from "./failure.ts";
import { readSettings } from "./group-settings.ts";
import { observedGroup } from "./groups.ts";
import { isAddress, isGoogleKey } from "./keys.ts";
import { whenReady } from "./new-group.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import type { GoogleWriting } from "./writing.ts";

type Create = Extract<ProviderWrite, { action: "group.create" }>;
type Update = Extract<ProviderWrite, { action: "group.update" }>;
type Configure = Extract<ProviderWrite, { action: "group.configure" }>;
type Fields = Readonly<Record<string, unknown>>;

export async function createGroup({ client }: GoogleWriting, { name: email, profile }: Create): Promise<WriteResult> {
  const { groups } = client.api;
  try {
    return written(idOf(await client.write(() => groups.insert({ requestBody: { name: email, ...profile, email } }))));
  } catch (error) {
    if (refusalOf(error)?.status !== 409) throw error;
    const holder = await client.read(() => groups.get({ groupKey: email })).catch(() => null);
    if (holder === null) return (await heldByAccount(client, email)) ?? failed(client.failureOf(error, true));
    if (holder.email?.toLowerCase() !== email.toLowerCase())
      return refused("conflict", `"${email}" is an alias of the group "${holder.email}" (${holder.id})`);
    return hasAll(holder, profile) ? alreadySo : refused("conflict", `a group "${email}" already exists`);
  }
}

/** Returns the conflict with the account that has the address; null where no account is found. */
async function heldByAccount(client: GoogleClient, address: string): Promise<WriteResult | null> {
  const account = await client.read(() => client.api.users.get({ userKey: address })).catch(() => null);
  return account === null
    ? null
    : refused("conflict", `"${address}" is an address of the account ${account.primaryEmail} (${idOf(account)})`);
}

/**
 * Updates only the fields in `set`. Google groups have two names: the address, which is the group name in the files, and a
 * title. A `name` that is an address sets the address, so that a rename has the same form for all providers. The id stays.
 */
export async function updateGroup({ client }: GoogleWriting, { group, set }: Update): Promise<WriteResult> {
  if (!isGoogleKey(group)) return refused("rejected", `"${group}" is not a group id`);
  const { name, ...rest } = set;
  const fields = typeof name === "string" ? { ...rest, [isAddress(name) ? "email" : "name"]: name } : set;
  const { groups } = client.api;
  const before = await client.read(() => groups.get({ groupKey: group }));
  if (hasAll(before, fields)) return alreadySo;
  await client.write(() => groups.update({ groupKey: idOf(before), requestBody: fields }));
  return written();
}

/** Changes only the settings in `set`. The Groups Settings API knows a group by its address, which is read first. */
export async function configureGroup({ client }: GoogleWriting, { group, set }: Configure): Promise<WriteResult> {
  if (!isGoogleKey(group)) return refused("rejected", `"${group}" is not a group id`);
  const { name: address } = observedGroup(await client.read(() => client.api.groups.get({ groupKey: group })));
  const before = await whenReady(
    client,
    group,
    () => readSettings(client, address),
    // The text of this API's 404 names no key.
    ({ status }) => status === 404,
  );
  if (Object.entries(set).every(([name, value]) => before[name] === value)) return alreadySo;
  const settings = await client.settings();
  await client.write(() => settings.patch({ groupUniqueId: address, requestBody: set }));
  return written();
}

/** Compares fields. Google returns an empty text for a description that was never set. */
function hasAll(group: api.Schema$Group, fields: Fields): boolean {
  const { name, profile } = observedGroup(group);
  const shown: Fields = { ...profile, email: name };
  return Object.entries(fields).every(([field, value]) =>
    field === "email" ? String(value).toLowerCase() === name.toLowerCase() : (shown[field] ?? "") === (value ?? ""),
  );
}
