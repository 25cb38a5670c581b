import type { SandboxReply } from "../core/exchange.ts";
import type { Directory, StoredGroup, StoredMember } from "./directory.ts";
import { textOf, writtenFields } from "./fields.ts";
import type { FieldTable, JsonObject } from "./fields.ts";
import { pageOf } from "./paging.ts";
import { conditionNotMet, duplicate, invalid, notFound, required } from "./refusal.ts";
import { listResource, memberResource } from "./resources.ts";
import { NO_CONTENT, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { GoogleMemberRole, GoogleMemberType } from "./seed.ts";

const MEMBER_FIELDS: FieldTable = {
  email: "text",
  id: "text",
  role: "text",
  type: "text",
  delivery_settings: "text",
  kind: "read-only",
  etag: "read-only",
  status: "read-only",
};

export const memberRoutes: readonly Route[] = [
  { method: "GET", pattern: "groups/{groupKey}/members", answer: listMembers },
  { method: "POST", pattern: "groups/{groupKey}/members", answer: insertMember },
  {
    method: "GET",
    pattern: "groups/{groupKey}/members/{memberKey}",
    answer: (call) => ok(memberResource(memberOf(call), call.directory, true)),
  },
  { method: "PUT", pattern: "groups/{groupKey}/members/{memberKey}", answer: updateMember },
  { method: "PATCH", pattern: "groups/{groupKey}/members/{memberKey}", answer: updateMember },
  {
    method: "DELETE",
    pattern: "groups/{groupKey}/members/{memberKey}",
    answer: (call) => {
      call.directory.removeMember(groupOf(call), memberOf(call).id, call.now);
      return NO_CONTENT;
    },
  },
  { method: "GET", pattern: "groups/{groupKey}/hasMember/{memberKey}", answer: hasMember },
];

function groupOf({ directory, key, now }: Call): StoredGroup {
  return directory.groupForMembers(key("groupKey"), now);
}

function memberOf(call: Call): StoredMember {
  return call.directory.member(groupOf(call), call.key("memberKey"));
}

function listMembers(call: Call): SandboxReply {
  const { directory, query, now } = call;
  const group = groupOf(call);
  const derived = query.get("includeDerivedMembership") === "true";
  const all = (derived ? directory.derivedMembers(group, now) : group.members).all();
  const roles = query.get("roles")?.split(",").map(roleOf);
  const found = roles === undefined ? all : all.filter(({ role }) => roles.includes(role));
  const page = pageOf(found, ({ id }) => id, {
    query,
    limits: { default: 200, max: 200 },
    now,
    oddPages: directory.settings.oddPages,
  });
  const items = page.items.map((member) => memberResource(member, directory));
  return ok(listResource("admin#directory#members", "members", { ...page, items }));
}

function insertMember(call: Call): SandboxReply {
  const { directory, now } = call;
  const group = groupOf(call);
  const written = writtenFields(call.body, MEMBER_FIELDS);
  const member = newMember(directory, group, {
    ...identityOf(written),
    role: roleOf(textOf(written, "role") ?? "MEMBER"),
    delivery: textOf(written, "delivery_settings") ?? "ALL_MAIL",
  });
  directory.putMember(group, member, now);
  return ok(memberResource(member, directory, true));
}

function identityOf(written: JsonObject): Pick<Candidate, "key" | "type"> {
  const type = textOf(written, "type");
  const key = textOf(written, "id") ?? textOf(written, "email");
  if (type !== undefined && !isMemberType(type)) throw invalid("type");
  return { ...(key !== undefined && { key }), ...(type !== undefined && { type }) };
}

/** The member to add, by address or id; type CUSTOMER needs neither. */
export interface Candidate {
  readonly key?: string;
  readonly type?: GoogleMemberType;
  readonly role: GoogleMemberRole;
  readonly delivery?: string;
}

/** Returns the membership to store, after the checks that the API makes on every insert. */
export function newMember(directory: Directory, group: StoredGroup, candidate: Candidate): StoredMember {
  const { role, delivery = "ALL_MAIL" } = candidate;
  const member = { ...identityFor(directory, candidate), role, delivery };
  if (group.members.has(member.id)) throw duplicate("Member already exists.");
  const nested = directory.groups.get(member.id);
  if (nested !== undefined && (nested === group || directory.derivedMembers(nested).has(group.id)))
    throw conditionNotMet("Cyclic memberships not allowed.");
  return member;
}

function identityFor(directory: Directory, { key, type }: Candidate): Pick<StoredMember, "id" | "type" | "email"> {
  const { customerId } = directory.settings;
  if (type === "CUSTOMER" || key === customerId) return { id: customerId, type: "CUSTOMER" };
  if (key === undefined) throw required("email");
  const found = directory.find(key);
  if (found?.kind === "user") return { id: found.user.id, type: "USER" };
  if (found?.kind === "group") return { id: found.group.id, type: "GROUP" };
  // An address of a domain of the tenant must belong to an account; other addresses are not checked.
  if (!/^[^\s@]+@[^\s@]+$/.test(key) || directory.isInTenant(key)) throw notFound("memberKey");
  return { id: directory.externalId(key), type: type ?? "USER", email: key.toLowerCase() };
}

function updateMember(call: Call): SandboxReply {
  const { directory, now } = call;
  const group = groupOf(call);
  const before = memberOf(call);
  const written = writtenFields(call.body, MEMBER_FIELDS);
  const member = {
    ...before,
    role: roleOf(textOf(written, "role") ?? before.role),
    delivery: textOf(written, "delivery_settings") ?? before.delivery,
  };
  directory.putMember(group, member, now);
  return ok(memberResource(member, directory, true));
}

/** Nested memberships count only within the tenant: of outside addresses the API knows only direct memberships. */
function hasMember(call: Call): SandboxReply {
  const { directory } = call;
  const group = groupOf(call);
  const key = call.key("memberKey");
  if (directory.directMember(group, key) !== undefined) return ok({ isMember: true });
  const found = directory.find(key);
  if (found === undefined) {
    if (!key.includes("@") || directory.isInTenant(key)) throw notFound("memberKey");
    throw invalid("memberKey");
  }
  const id = found.kind === "user" ? found.user.id : found.group.id;
  return ok({ isMember: directory.derivedMembers(group, call.now).has(id) });
}

function roleOf(text: string): GoogleMemberRole {
  if (text === "MEMBER" || text === "MANAGER" || text === "OWNER") return text;
  throw invalid("role");
}

function isMemberType(text: string): text is GoogleMemberType {
  return text === "USER" || text === "GROUP" || text === "EXTERNAL" || text === "CUSTOMER";
}
