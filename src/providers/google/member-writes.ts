import type { ProviderWrite, WriteResult } from "../../ports/access.ts";
import { refusalOf } from "./failure.ts";
import { isAddress, isGoogleKey } from "./keys.ts";
import { googleMember } from "./members.ts";
import { whenReady } from "./new-group.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import type { GoogleWriting } from "./writing.ts";

type Add = Extract<ProviderWrite, { action: "membership.add" | "membership.update" }>;
type Remove = Extract<ProviderWrite, { action: "membership.remove" }>;

export async function addMember(writing: GoogleWriting, { group, member, role }: Add): Promise<WriteResult> {
  const { client } = writing;
  if (!isGoogleKey(group) || !isGoogleKey(member)) return notAKey(group, member);
  const who = isAddress(member) ? { email: member } : { id: member };
  const requestBody = { ...who, role: role.toUpperCase() };
  try {
    await whenReady(client, group, () =>
      client.write(() => client.api.members.insert({ groupKey: group, requestBody })),
    );
    return written();
  } catch (error) {
    if (refusalOf(error)?.status !== 409) throw error;
    return existingMembership(writing, { group, member, role, refusal: error });
  }
}

export async function updateMember(writing: GoogleWriting, { group, member, role }: Add): Promise<WriteResult> {
  const { client } = writing;
  if (!isGoogleKey(group) || !isGoogleKey(member)) return notAKey(group, member);
  if ((await roleOf(writing, group, member)) === role) return alreadySo;
  const requestBody = { role: role.toUpperCase() };
  await client.write(() => client.api.members.update({ groupKey: group, memberKey: member, requestBody }));
  return written();
}

/** Removes a member. 404 means that the membership or the group does not exist. */
export async function removeMember({ client }: GoogleWriting, { group, member }: Remove): Promise<WriteResult> {
  if (!isGoogleKey(group) || !isGoogleKey(member)) return notAKey(group, member);
  try {
    await client.write(() => client.api.members.delete({ groupKey: group, memberKey: member }));
    return written();
  } catch (error) {
    if (refusalOf(error)?.status === 404) return alreadySo;
    throw error;
  }
}

interface EarlierRuns extends Pick<Add, "group" | "member" | "role"> {
  readonly refusal: unknown;
}

/** Returns the result for an existing membership. A different role is a conflict, because this write must not change it. */
async function existingMembership(
  writing: GoogleWriting,
  { group, member, role, refusal }: EarlierRuns,
): Promise<WriteResult> {
  const held = await roleOf(writing, group, member).catch(() => null);
  if (held === null) return failed(writing.client.failureOf(refusal, true));
  return held === role ? alreadySo : refused("conflict", `${member} is already a member of ${group} with role ${held}`);
}

async function roleOf({ client }: GoogleWriting, groupKey: string, memberKey: string): Promise<Add["role"]> {
  return googleMember(groupKey, await client.read(() => client.api.members.get({ groupKey, memberKey }))).role;
}

const notAKey = (group: string, member: string): WriteResult =>
  refused("rejected", `"${isGoogleKey(group) ? member : group}" is not an id or address`);
