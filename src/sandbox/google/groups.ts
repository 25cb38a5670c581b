import type { SandboxReply } from "../core/exchange.ts";
import type { StoredGroup } from "./directory.ts";
import { domainOf, emptyGroup } from "./directory.ts";
import { patched, textOf, writtenFields } from "./fields.ts";
import type { FieldTable, JsonObject } from "./fields.ts";
import { pageOf } from "./paging.ts";
import { badRequest, invalid, notFound, required } from "./refusal.ts";
import { groupResource, listResource } from "./resources.ts";
import { NO_CONTENT, ok, tenantFilter } from "./route.ts";
import type { Call, Route } from "./route.ts";
import { parseSearch } from "./search.ts";
import { aliasesAfterRename } from "./users.ts";

/** The fields of the group resource; a read-only one is ignored when written. */
export const GROUP_FIELDS: FieldTable = {
  email: "text",
  name: "text",
  description: "text",
  externalIds: "list",
  id: "read-only",
  kind: "read-only",
  etag: "read-only",
  aliases: "read-only",
  nonEditableAliases: "read-only",
  directMembersCount: "read-only",
  adminCreated: "read-only",
};

const MAX_DESCRIPTION = 4096;

export const groupRoutes: readonly Route[] = [
  { method: "GET", pattern: "groups", answer: listGroups },
  { method: "POST", pattern: "groups", answer: insertGroup },
  { method: "GET", pattern: "groups/{groupKey}", answer: (call) => ok(groupResource(groupOf(call), call.now)) },
  { method: "PUT", pattern: "groups/{groupKey}", answer: updateGroup },
  { method: "PATCH", pattern: "groups/{groupKey}", answer: updateGroup },
  {
    method: "DELETE",
    pattern: "groups/{groupKey}",
    answer: (call) => {
      call.directory.deleteGroup(groupOf(call), call.now);
      return NO_CONTENT;
    },
  },
];

function groupOf({ directory, key }: Call): StoredGroup {
  return directory.group(key("groupKey"));
}

function listGroups(call: Call): SandboxReply {
  const { query, now } = call;
  const { oddPages } = call.directory.settings;
  const page = pageOf(listedGroups(call), ({ id }) => id, { query, limits: { default: 200, max: 200 }, now, oddPages });
  const items = page.items.map((group) => groupResource(group, now));
  return ok(listResource("admin#directory#groups", "groups", { ...page, items }));
}

function listedGroups(call: Call): readonly StoredGroup[] {
  const { directory, query } = call;
  const userKey = query.get("userKey");
  if (userKey !== null) {
    if (query.has("customer")) throw badRequest("Bad Request: userKey cannot be combined with customer");
    const domain = query.get("domain")?.toLowerCase();
    return directory
      .groupsWithMember(memberIdOf(call, userKey))
      .filter((group) => domain === undefined || domainOf(group.email) === domain);
  }
  const inTenant = tenantFilter(call);
  const matches = searchOf(query);
  return directory.groups.all().filter((group) => inTenant(group.email) && matches(group));
}

function searchOf(query: URLSearchParams): (group: StoredGroup) => boolean {
  const text = query.get("query");
  if (text === null) return () => true;
  const search = parseSearch(text, ["email", "name"]);
  return ({ email, aliases, attributes }) =>
    search({ email: [email, ...aliases], name: [textOf(attributes, "name") ?? ""] });
}

function memberIdOf({ directory }: Call, userKey: string): string {
  const found = directory.find(userKey);
  if (found !== undefined) return found.kind === "user" ? found.user.id : found.group.id;
  if (!userKey.includes("@") || directory.isInTenant(userKey)) throw notFound("userKey");
  return directory.externalId(userKey);
}

function insertGroup(call: Call): SandboxReply {
  const { directory, now } = call;
  const written = writtenFields(call.body, GROUP_FIELDS);
  const email = textOf(written, "email")?.toLowerCase();
  if (email === undefined) throw required("email");
  const attributes = checkedAttributes(patched({ name: email.split("@")[0] }, written));
  directory.claimable(email, "email");
  const usableAt = now + directory.settings.groupLagMs;
  const group = directory.putGroup(emptyGroup({ id: directory.newId("group"), email, attributes }, usableAt));
  return ok(groupResource(group, now));
}

function updateGroup(call: Call): SandboxReply {
  const { directory, now } = call;
  const before = groupOf(call);
  const written = writtenFields(call.body, GROUP_FIELDS);
  if (written["email"] === null) throw invalid("email");
  const email = (textOf(written, "email") ?? before.email).toLowerCase();
  const attributes = checkedAttributes(patched(before.attributes, written));
  directory.claimable(email, "email", before.id);
  const aliases = aliasesAfterRename(before.email, email, before.aliases);
  return ok(groupResource(directory.putGroup({ ...before, email, aliases, attributes }), now));
}

function checkedAttributes(fields: JsonObject): JsonObject {
  const { email: _address, ...attributes } = fields;
  if ((textOf(attributes, "description")?.length ?? 0) > MAX_DESCRIPTION) throw invalid("description");
  return attributes;
}
