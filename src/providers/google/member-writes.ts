import type { ProviderWrite, WriteResult } from "../../ports/access.ts";
import { refusalOf } from "./failure.ts";
import { isAddress, isGoogleKey } from "./keys.ts";
import { googleMember } from "./members.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import type { GoogleWriting } from "./writing.ts";

type Add = Extract<ProviderWrite, { action: "membership.add" | "membership.update" }>;
type Remove = Extract<ProviderWrite, { action: "membership.remove" }>;

/** A new group answers 404 for up to 45 seconds before it takes members. */
const pause = 5000;
const tries = 12;

export async function addMember(writing: GoogleWriting, { group, member, role }: Add): Promise<WriteResult> {
  const { client } = writing;
  if (!isGoogleKey(group) || !isGoogleKey(member)) return notAKey(group, member);
  const who = isAddress(member) ? { email: member } : { id: member };
  const requestBody = { ...who, role: role.toUpperCase() };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.write(() => client.api.members.insert({ groupKey: group, requestBody }));
      return written();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.status === 409) return standing(writing, { group, member, role, refusal: error });
      if (refusal?.missing !== "group" || attempt >= tries) throw error;
      // Nothing was processed. Where the group itself is there, it is only too new.
      await client.read(() => client.api.groups.get({ groupKey: group }));
      await client.clock.sleep(pause);
    }
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

/** 404: there is no such membership, or the group is gone and its memberships with it. */
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

/** The person is a member already; with another role, that is a change nobody asked this write for. */
async function standing(writing: GoogleWriting, { group, member, role, refusal }: EarlierRuns): Promise<WriteResult> {
  const held = await roleOf(writing, group, member).catch(() => null);
  if (held === null) return failed(writing.client.failureOf(refusal, true));
  return held === role ? alreadySo : refused("conflict", `${member} is a member of ${group} already, as ${held}`);
}

async function roleOf({ client }: GoogleWriting, groupKey: string, memberKey: string): Promise<Add["role"]> {
  return googleMember(groupKey, await client.read(() => client.api.members.get({ groupKey, memberKey }))).role;
}

const notAKey = (group: string, member: string): WriteResult =>
  refused("rejected", `"${isGoogleKey(group) ? member : group}" is no id or address`);
