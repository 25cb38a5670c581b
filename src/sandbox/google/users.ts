import { sortedBy } from "../../support/compare.ts";
import type { SandboxReply } from "../core/exchange.ts";
import type { Directory, StoredUser } from "./directory.ts";
import { isObject, patched, textOf, writtenFields } from "./fields.ts";
import type { FieldTable, JsonObject } from "./fields.ts";
import { pageOf } from "./paging.ts";
import { invalid, required } from "./refusal.ts";
import { listResource, userResource } from "./resources.ts";
import type { Projection } from "./resources.ts";
import { NO_CONTENT, ok, tenantFilter } from "./route.ts";
import type { Call, Route } from "./route.ts";
import { parseSearch } from "./search.ts";
import type { Searchable } from "./search.ts";

/** The fields of the user resource; a read-only one is ignored when written. */
export const USER_FIELDS: FieldTable = {
  ...fieldsOf("text", "primaryEmail password hashFunction orgUnitPath recoveryEmail recoveryPhone"),
  ...fieldsOf("flag", "suspended archived changePasswordAtNextLogin includeInGlobalAddressList ipWhitelisted"),
  ...fieldsOf("object", "name customSchemas gender notes"),
  ...fieldsOf("list", "addresses emails externalIds ims keywords languages locations organizations phones"),
  ...fieldsOf("list", "posixAccounts relations sshPublicKeys websites"),
  ...fieldsOf("read-only", "id kind etag aliases nonEditableAliases isAdmin isDelegatedAdmin agreedToTerms"),
  ...fieldsOf("read-only", "archivalTime creationTime customerId deletionTime guestAccountInfo isEnforcedIn2Sv"),
  ...fieldsOf("read-only", "isEnrolledIn2Sv isGuestUser isMailboxSetup lastLoginTime suspensionReason"),
  ...fieldsOf("read-only", "suspensionTime thumbnailPhotoEtag thumbnailPhotoUrl"),
};

const SEARCH_FIELDS = [
  "email",
  "name",
  "givenName",
  "familyName",
  "orgUnitPath",
  "isSuspended",
  "isAdmin",
  "externalId",
];

export const userRoutes: readonly Route[] = [
  { method: "GET", pattern: "users", answer: listUsers },
  { method: "POST", pattern: "users", answer: insertUser },
  {
    method: "GET",
    pattern: "users/{userKey}",
    answer: (call) => ok(userResource(userOf(call), call.directory, projectionOf(call))),
  },
  { method: "PUT", pattern: "users/{userKey}", answer: (call) => updateUser(call, false) },
  { method: "PATCH", pattern: "users/{userKey}", answer: (call) => updateUser(call, true) },
  {
    method: "DELETE",
    pattern: "users/{userKey}",
    answer: (call) => {
      call.directory.deleteUser(userOf(call), call.now);
      return NO_CONTENT;
    },
  },
  { method: "POST", pattern: "users/{userKey}/undelete", answer: undeleteUser },
  {
    method: "POST",
    pattern: "users/{userKey}/signOut",
    answer: (call) => {
      call.directory.putUser({ ...userOf(call), signedOutAt: call.now });
      return NO_CONTENT;
    },
  },
  {
    method: "POST",
    pattern: "users/{userKey}/makeAdmin",
    answer: (call) => {
      const { status } = writtenFields(call.body, { status: "flag" });
      if (typeof status !== "boolean") throw required("status");
      call.directory.setSuperAdmin(userOf(call).id, status);
      return NO_CONTENT;
    },
  },
];

function userOf({ directory, key }: Call): StoredUser {
  return directory.user(key("userKey"));
}

function listUsers(call: Call): SandboxReply {
  const { directory, query, now } = call;
  const inTenant = tenantFilter(call);
  const matches = searchOf(call);
  const orderBy = query.get("orderBy");
  if (orderBy !== null && orderBy !== "email") throw invalid("orderBy");
  const keyOf = orderBy === null ? (user: StoredUser) => user.id : (user: StoredUser) => user.primaryEmail;
  const live = directory.users.all();
  const shown = query.has("query") ? directory.userIndex.shownAt(now, live) : live;
  const all = query.get("showDeleted") === "true" ? directory.deletedUsersAt(now) : shown;
  const found = all.filter((user) => inTenant(user.primaryEmail) && matches(user));
  const inOrder = orderBy === null ? found : sortedBy(found, keyOf);
  const page = pageOf(inOrder, keyOf, {
    query,
    limits: { default: 100, max: 500 },
    now,
    oddPages: directory.settings.oddPages,
  });
  const projection = projectionOf(call);
  const items = page.items.map((user) => userResource(user, directory, projection));
  return ok(listResource("admin#directory#users", "users", { ...page, items }));
}

function insertUser(call: Call): SandboxReply {
  const { directory, now } = call;
  const written = writtenFields(call.body, USER_FIELDS);
  const primaryEmail = textOf(written, "primaryEmail");
  if (primaryEmail === undefined) throw required("primaryEmail");
  if (!isObject(written["name"])) throw required("name");
  if (textOf(written, "password") === undefined) throw required("password");
  const attributes = checkedAttributes(call, patched({ orgUnitPath: "/" }, written));
  directory.claimable(primaryEmail, "primaryEmail");
  const user = directory.putUser({
    id: directory.newId("user"),
    primaryEmail: primaryEmail.toLowerCase(),
    aliases: [],
    attributes,
    createdAt: now,
  });
  return ok(userResource(user, directory, "full"));
}

/** PUT and PATCH both change only the written fields; only PUT can clear a list. */
function updateUser(call: Call, keepLists: boolean): SandboxReply {
  const { directory } = call;
  const before = userOf(call);
  const written = writtenFields(call.body, USER_FIELDS);
  if (written["primaryEmail"] === null) throw invalid("primaryEmail");
  const primaryEmail = (textOf(written, "primaryEmail") ?? before.primaryEmail).toLowerCase();
  const attributes = checkedAttributes(call, patched(before.attributes, written, keepLists));
  directory.claimable(primaryEmail, "primaryEmail", before.id);
  const aliases = aliasesAfterRename(before.primaryEmail, primaryEmail, before.aliases);
  const user = directory.putUser({ ...before, primaryEmail, aliases, attributes });
  return ok(userResource(user, directory, "full"));
}

function undeleteUser(call: Call): SandboxReply {
  const { orgUnitPath } = writtenFields(call.body, { orgUnitPath: "text" });
  const path = call.directory.orgUnit(typeof orgUnitPath === "string" ? orgUnitPath : "/");
  call.directory.undeleteUser(call.key("userKey"), path, call.now);
  return NO_CONTENT;
}

/** Returns the attributes to store. The password is checked and not stored: no request can read it. */
function checkedAttributes({ directory }: Call, fields: JsonObject): JsonObject {
  const { primaryEmail: _address, password, hashFunction, ...attributes } = fields;
  const name = isObject(attributes["name"]) ? attributes["name"] : {};
  for (const part of ["givenName", "familyName"]) {
    const length = textOf(name, part)?.length ?? 0;
    if (length < 1 || length > 60) throw invalid(`name.${part}`);
  }
  if (typeof password === "string" && hashFunction === undefined && (password.length < 8 || password.length > 100))
    throw invalid("password");
  directory.orgUnit(textOf(attributes, "orgUnitPath") ?? "/");
  return attributes;
}

/** Returns the aliases after a rename: the old address becomes an alias and still receives mail. */
export function aliasesAfterRename(before: string, after: string, aliases: readonly string[]): readonly string[] {
  if (before.toLowerCase() === after.toLowerCase()) return aliases;
  return [...aliases.filter((alias) => alias.toLowerCase() !== after.toLowerCase()), before];
}

function projectionOf({ query }: Call): Projection {
  const projection = query.get("projection") ?? "basic";
  if (projection !== "basic" && projection !== "full" && projection !== "custom") throw invalid("projection");
  return projection === "basic" ? "basic" : "full";
}

function searchOf({ directory, query }: Call): (user: StoredUser) => boolean {
  const text = query.get("query");
  if (text === null) return () => true;
  const search = parseSearch(text, SEARCH_FIELDS);
  return (user) => search(searchable(user, directory));
}

function searchable({ id, attributes, primaryEmail, aliases }: StoredUser, directory: Directory): Searchable {
  const name = isObject(attributes["name"]) ? attributes["name"] : {};
  const given = textOf(name, "givenName") ?? "";
  const family = textOf(name, "familyName") ?? "";
  const externalIds = Array.isArray(attributes["externalIds"]) ? attributes["externalIds"].filter(isObject) : [];
  return {
    email: [primaryEmail, ...aliases],
    name: [`${given} ${family}`],
    givenName: [given],
    familyName: [family],
    orgUnitPath: [textOf(attributes, "orgUnitPath") ?? "/"],
    isSuspended: [String(attributes["suspended"] === true)],
    isAdmin: [String(directory.isSuperAdmin(id))],
    externalId: externalIds.map((externalId) => textOf(externalId, "value") ?? ""),
  };
}

function fieldsOf(kind: FieldTable[string], names: string): FieldTable {
  return Object.fromEntries(names.split(" ").map((name) => [name, kind]));
}
