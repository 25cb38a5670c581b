import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ObservedMembership } from "../../model/observation.ts";
import { idOf } from "./accounts.ts";
import type { GoogleClient } from "./client.ts";
import { type CountedGroup, readCount } from "./groups.ts";
import { readFirstPages } from "../../http/read-pages.ts";
import type { ListedMembers } from "../../ports/access.ts";
import { type GooglePage, listPages, readList } from "./lists.ts";

/** A direct member as Google returns it, before it is matched with an account of the tenant. */
export interface GoogleMember {
  readonly group: string;
  readonly id: string;
  /** Null: the member that represents all users of the tenant. */
  readonly address: string | null;
  readonly kind: "user" | "group" | "everyone";
  readonly role: ObservedMembership["role"];
}

const pageSize = 200;

/**
 * Reads the direct members of one group and compares their number with Google's count.
 * A group with count 0 is not read. More members than the count means that the count is out of date. Fewer members, also after
 * a second read of the count, means that the list is truncated.
 * @throws Unreadable if members are missing, or a member has an unknown type or role
 */
export async function readMembers(
  client: GoogleClient,
  { group, count }: CountedGroup,
): Promise<readonly GoogleMember[]> {
  if (count === 0) return [];
  const members = await readList("members", (token) => memberPage(client, group.id, token), idOf);
  if (count !== null && members.length < count) {
    const again = await readCount(client, group.id);
    if (again === null || members.length < again)
      throw new Unreadable(
        `the list ended after ${members.length} of ${again ?? count} members, or changed while it was read`,
      );
  }
  return members.map((member) => googleMember(group.id, member));
}

/**
 * Reads the first pages of a group's list. Nothing detects a truncated one: what is missing is not known to be absent.
 * @throws UnknownMember for an unknown role or type
 */
export async function listedMembers(client: GoogleClient, group: string, mostPages: number): Promise<ListedMembers> {
  const { items, isComplete } = await readFirstPages(
    listPages("members", (token) => memberPage(client, group, token)),
    idOf,
    mostPages,
  );
  const members = items.map((member) => googleMember(group, member));
  return {
    roles: new Map(
      members.flatMap(({ id, address, role }) =>
        [id, ...(address === null ? [] : [address.toLowerCase()])].map((key) => [key, role] as const),
      ),
    ),
    isComplete,
  };
}

async function memberPage(
  client: GoogleClient,
  groupKey: string,
  token: { readonly pageToken?: string },
): Promise<GooglePage<api.Schema$Member>> {
  const page = await client.read(() =>
    client.api.members.list({
      groupKey,
      maxResults: pageSize,
      fields: "kind,nextPageToken,members(id,email,role,type)",
      ...token,
    }),
  );
  return { kind: page.kind, items: page.members, nextPageToken: page.nextPageToken };
}

/** A member with a type, role or address that is not known. It makes its own group unreadable, and no other. */
export class UnknownMember extends Unreadable {}

const roles: Readonly<Record<string, GoogleMember["role"]>> = { MEMBER: "member", MANAGER: "manager", OWNER: "owner" };
const kinds: Readonly<Record<string, GoogleMember["kind"]>> = {
  USER: "user",
  // Documented but not used by Google: external members also have type USER, so the type does not identify them.
  EXTERNAL: "user",
  GROUP: "group",
  CUSTOMER: "everyone",
};

/** Converts a member. @throws UnknownMember for an unknown role or type */
export function googleMember(group: string, member: api.Schema$Member): GoogleMember {
  const id = idOf(member);
  const role = roles[String(member.role)];
  const kind = kinds[String(member.type)];
  const address = typeof member.email === "string" && member.email !== "" ? member.email : null;
  if (role === undefined) throw new UnknownMember(`the member ${id} has the unknown role "${member.role}"`);
  if (kind === undefined) throw new UnknownMember(`the member ${id} has the unknown type "${member.type}"`);
  return { group, id, address, kind, role };
}

/**
 * Converts a membership of an account of the tenant, or of an address (external member or nested group). "Everyone in the
 * tenant" does not have an address; its member is the tenant id, with which Google removes it.
 * @param hasOwnId whether the member is removed by its own id: an account, or an entry whose address has no account
 */
export function observedMembership(
  { group, id, address, role }: GoogleMember,
  isOurs: (id: string) => boolean,
  hasOwnId: (id: string) => boolean = isOurs,
): ObservedMembership {
  if (isOurs(id)) return { group, account: id, address: null, role };
  if (hasOwnId(id)) return { group, account: id, address, role };
  return { group, account: null, address: address ?? id, role };
}
