import type { Client } from "@okta/okta-sdk-nodejs";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ProviderWrite, WriteResult } from "../../ports/access.ts";
import { idOf } from "./accounts.ts";
import { isSame } from "./account-writes.ts";
import { refusalOf } from "./failure.ts";
import { isOktaId } from "./ids.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import { createOktaReader } from "./reader.ts";
import type { OktaWriting } from "./writing.ts";

type Create = Extract<ProviderWrite, { action: "group.create" }>;
type Update = Extract<ProviderWrite, { action: "group.update" }>;
type Add = Extract<ProviderWrite, { action: "membership.add" | "membership.update" }>;
type Remove = Extract<ProviderWrite, { action: "membership.remove" }>;
type NewGroup = Parameters<Client["groupApi"]["createGroup"]>[0]["group"];
type Profile = Readonly<Record<string, unknown>>;

export async function createGroup({ client }: OktaWriting, { name, profile }: Create): Promise<WriteResult> {
  try {
    const group = { profile: { ...profile, name } as NewGroup["profile"] } as NewGroup;
    return written(idOf(await client.sdk.groupApi.createGroup({ group })));
  } catch (error) {
    const status = refusalOf(error)?.status;
    if (status !== 400 && status !== 409) throw error;
    const reader = createOktaReader(client, { system: "okta", clock: client.clock });
    const holder = await reader.groupByName(name);
    if (holder.kind !== "found") return failed(client.failureOf(error, true));
    const isOurs =
      holder.value.type === "OKTA_GROUP" &&
      Object.entries(profile).every(([field, value]) => field === "name" || isSame(holder.value.profile[field], value));
    return isOurs ? alreadySo : refused("conflict", `a group "${name}" already exists`);
  }
}

/**
 * Okta's PUT replaces the complete profile, and the SDK's group type drops custom attributes of the organization when it is
 * read, so an update would erase them. Therefore the raw profile is read and written.
 */
export async function updateGroup({ client }: OktaWriting, { group, set }: Update): Promise<WriteResult> {
  if (!isOktaId(group)) return refused("rejected", `"${group}" is not an Okta id`);
  const path = `/api/v1/groups/${group}`;
  const { type, profile } = groupIn(await client.read(() => client.raw("GET", path)));
  if (type !== "OKTA_GROUP")
    return refused("rejected", `"${String(profile["name"])}" is of type ${type}: Okta does not allow changes`);
  if (Object.entries(set).every(([name, value]) => isSame(profile[name], value))) return alreadySo;
  await client.raw("PUT", path, { profile: { ...profile, ...set } });
  return written();
}

/** Adds a member. Okta responds the same if the user is already a member, so adding twice is harmless. */
export async function addMember({ client }: OktaWriting, { action, group, member, role }: Add): Promise<WriteResult> {
  if (role !== "member" || action === "membership.update")
    return refused("rejected", `Okta groups do not have ${role === "member" ? "member roles" : `the role ${role}`}`);
  if (!isOktaId(group) || !isOktaId(member))
    return refused(
      "rejected",
      `"${member}" is not an account id: members of Okta groups are accounts of the organization`,
    );
  await client.sdk.groupApi.assignUserToGroup({ groupId: group, userId: member });
  return written();
}

/** Removes a member. 404 means that the group or the account no longer exists, and neither does the membership. */
export async function removeMember({ client }: OktaWriting, { group, member }: Remove): Promise<WriteResult> {
  if (!isOktaId(group) || !isOktaId(member)) return refused("rejected", `"${member}" is not an Okta account id`);
  try {
    await client.sdk.groupApi.unassignUserFromGroup({ groupId: group, userId: member });
    return written();
  } catch (error) {
    if (refusalOf(error)?.status === 404) return alreadySo;
    throw error;
  }
}

function groupIn(answer: unknown): { readonly type: string; readonly profile: Profile } {
  const { type, profile } = (answer ?? {}) as { readonly type?: unknown; readonly profile?: unknown };
  if (typeof type !== "string" || typeof profile !== "object" || profile === null)
    throw new Unreadable("Okta's response is not a group");
  return { type, profile: profile as Profile };
}
