import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import type { Directory, StoredGroup, StoredMember, StoredUser } from "./directory.ts";
import { etagOf } from "./etag.ts";
import { isObject, textOf } from "./fields.ts";
import type { JsonObject } from "./fields.ts";

const NEVER = "1970-01-01T00:00:00.000Z";

/** Which attributes of a user are shown: custom schemas only on request. */
export type Projection = "basic" | "full";

/** Returns a user as the API shows it. Attributes were checked against the API's own fields when they were written. */
export function userResource(user: StoredUser, directory: Directory, projection: Projection): api.Schema$User {
  const { customSchemas, emails, ...attributes } = user.attributes;
  const name = isObject(attributes["name"]) ? attributes["name"] : {};
  const suspended = attributes["suspended"] === true;
  const isAdmin = directory.isSuperAdmin(user.id);
  const content = {
    kind: "admin#directory#user",
    id: user.id,
    primaryEmail: user.primaryEmail,
    orgUnitPath: "/",
    isAdmin,
    isDelegatedAdmin: !isAdmin && directory.roles.of(user.id).length > 0,
    agreedToTerms: true,
    archived: false,
    changePasswordAtNextLogin: false,
    includeInGlobalAddressList: true,
    ipWhitelisted: false,
    isMailboxSetup: true,
    isEnrolledIn2Sv: false,
    isEnforcedIn2Sv: false,
    lastLoginTime: NEVER,
    creationTime: new Date(user.createdAt).toISOString(),
    customerId: directory.settings.customerId,
    ...attributes,
    name: { ...name, fullName: fullName(name) },
    suspended,
    ...(suspended && { suspensionReason: "ADMIN" }),
    emails: [
      { address: user.primaryEmail, primary: true },
      ...user.aliases.map((address) => ({ address })),
      ...(Array.isArray(emails) ? emails : []),
    ],
    ...(user.aliases.length > 0 && { aliases: [...user.aliases] }),
    ...(user.deletedAt !== undefined && { deletionTime: new Date(user.deletedAt).toISOString() }),
    ...(projection === "full" && isObject(customSchemas) && { customSchemas }),
  };
  return { ...content, etag: etagOf(content) } as api.Schema$User;
}

function fullName(name: JsonObject): string {
  return [textOf(name, "givenName"), textOf(name, "familyName")].filter((part) => part !== undefined).join(" ");
}

export function groupResource(group: StoredGroup, now: number): api.Schema$Group {
  const { count, until } = group.shownCount;
  const content = {
    kind: "admin#directory#group",
    id: group.id,
    email: group.email,
    name: textOf(group.attributes, "name") ?? group.email,
    description: textOf(group.attributes, "description") ?? "",
    directMembersCount: String(now < until ? count : group.members.size),
    adminCreated: true,
    ...(group.aliases.length > 0 && { aliases: [...group.aliases] }),
    ...(Array.isArray(group.attributes["externalIds"]) && { externalIds: group.attributes["externalIds"] }),
  };
  return { ...content, etag: etagOf(content) };
}

/** Returns a membership as the API shows it: address and status are the current ones of the member's account. */
export function memberResource(member: StoredMember, directory: Directory, withDelivery = false): api.Schema$Member {
  const user = directory.users.get(member.id);
  const email = member.email ?? user?.primaryEmail ?? directory.groups.get(member.id)?.email;
  const status = user === undefined ? (directory.groups.has(member.id) ? "ACTIVE" : undefined) : statusOf(user);
  const content = {
    kind: "admin#directory#member",
    id: member.id,
    ...(email !== undefined && { email }),
    role: member.role,
    type: member.type,
    ...(status !== undefined && { status }),
    ...(withDelivery && { delivery_settings: member.delivery }),
  };
  return { ...content, etag: etagOf(content) };
}

function statusOf(user: StoredUser): string {
  if (user.attributes["archived"] === true) return "ARCHIVED";
  return user.attributes["suspended"] === true ? "SUSPENDED" : "ACTIVE";
}

/** Returns a list as the API shows it: the array's key is absent for an empty list, the token on the last page. */
export function listResource(
  kind: string,
  key: string,
  page: { readonly items: readonly { readonly etag?: string | null }[]; readonly nextPageToken?: string },
): JsonObject {
  return {
    kind,
    etag: etagOf(page.items.map(({ etag }) => etag)),
    ...(page.items.length > 0 && { [key]: page.items }),
    ...(page.nextPageToken !== undefined && { nextPageToken: page.nextPageToken }),
  };
}
