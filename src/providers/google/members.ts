import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ObservedMembership } from "../../model/observation.ts";
import { idOf } from "./accounts.ts";
import type { GoogleClient } from "./client.ts";
import { type CountedGroup, readCount } from "./groups.ts";
import { readList } from "./lists.ts";

/** A direct member as Google names it, before it is known whether an account of ours stands behind it. */
export interface GoogleMember {
  readonly group: string;
  readonly id: string;
  /** Null for the member that stands for everyone in the tenant. */
  readonly address: string | null;
  readonly kind: "user" | "group" | "everyone";
  readonly role: ObservedMembership["role"];
}

const pageSize = 200;

/**
 * The direct members of one group, held against Google's own count of them.
 * A group that Google counts as empty is not read. More members than counted is a count that lags; fewer, after the count
 * was read a second time, is a list that ended early.
 * @throws Unreadable where members are missing, or one is of no known kind or role
 */
export async function readMembers(
  client: GoogleClient,
  { group, count }: CountedGroup,
): Promise<readonly GoogleMember[]> {
  if (count === 0) return [];
  const members = await readList(
    "members",
    async (pageToken) => {
      const page = await client.read(() =>
        client.api.members.list({
          groupKey: group.id,
          maxResults: pageSize,
          fields: "kind,nextPageToken,members(id,email,role,type)",
          ...pageToken,
        }),
      );
      return { kind: page.kind, items: page.members, nextPageToken: page.nextPageToken };
    },
    idOf,
  );
  if (count !== null && members.length < count) {
    const again = await readCount(client, group.id);
    if (again === null || members.length < again)
      throw new Unreadable(
        `the list ended after ${members.length} of ${again ?? count} members, or changed while it was read`,
      );
  }
  return members.map((member) => googleMember(group.id, member));
}

const roles: Readonly<Record<string, GoogleMember["role"]>> = { MEMBER: "member", MANAGER: "manager", OWNER: "owner" };
const kinds: Readonly<Record<string, GoogleMember["kind"]>> = {
  USER: "user",
  // Documented, and not used: outsiders come as USER too, so that the kind does not tell them apart.
  EXTERNAL: "user",
  GROUP: "group",
  CUSTOMER: "everyone",
};

/** @throws Unreadable for a role or kind that is not known, or a person without an address */
export function googleMember(group: string, member: api.Schema$Member): GoogleMember {
  const id = idOf(member);
  const role = roles[String(member.role)];
  const kind = kinds[String(member.type)];
  const address = typeof member.email === "string" && member.email !== "" ? member.email : null;
  if (role === undefined) throw new Unreadable(`the member ${id} has the role "${member.role}", which is not known`);
  if (kind === undefined) throw new Unreadable(`the member ${id} is of type "${member.type}", which is not known`);
  return { group, id, address, kind, role };
}

/**
 * The membership of an account of ours, else of an address: an outsider's or a nested group's. "Everyone in the tenant"
 * has no address; the tenant's id stands there, by which Google removes it.
 */
export function observedMembership(
  { group, id, address, role }: GoogleMember,
  isOurs: (id: string) => boolean,
): ObservedMembership {
  return isOurs(id)
    ? { group, account: id, address: null, role }
    : { group, account: null, address: address ?? id, role };
}
