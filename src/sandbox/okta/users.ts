import type { SandboxReply } from "../core/exchange.ts";
import { projection } from "./projection.ts";
import type { Attributes, Operator } from "./filter.ts";
import { bodyWith, isObject, objectIn, textOf, textsIn } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { attributesFrom, listed, PROFILE_ATTRIBUTE } from "./listing.ts";
import type { Listing } from "./listing.ts";
import { checkUserProfile, merged } from "./profile.ts";
import { forbidden, invalid, malformed, OktaRefusal, wrongStatus } from "./refusal.ts";
import { groupResource, timestamp, userResource, userTag } from "./resources.ts";
import { flagIn, NO_CONTENT, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { OktaUserStatus } from "./seed.ts";
import type { StoredUser } from "./stored.ts";
import { deactivated } from "./user-lifecycle.ts";

const WRITABLE = ["profile", "credentials", "type", "realmId"];

export const userRoutes: readonly Route[] = [
  { method: "GET", pattern: "users", answer: listUsers },
  { method: "POST", pattern: "users", answer: createUser },
  { method: "GET", pattern: "users/{id}", answer: (call) => shown(call, userOf(call)) },
  { method: "POST", pattern: "users/{id}", answer: (call) => updateUser(call, "merge") },
  { method: "PUT", pattern: "users/{id}", answer: (call) => updateUser(call, "replace") },
  { method: "DELETE", pattern: "users/{id}", answer: deleteUser },
  { method: "GET", pattern: "users/{id}/groups", answer: groupsOfUser },
  { method: "DELETE", pattern: "users/{id}/sessions", answer: endSessions },
  { method: "DELETE", pattern: "users/{id}/grants", answer: (call) => (userOf(call), NO_CONTENT) },
];

export function userOf({ org, key }: Call): StoredUser {
  return org.user(key("id"));
}

function shown({ origin }: Call, user: StoredUser): SandboxReply {
  return { status: 200, headers: { ETag: userTag(user) }, body: userResource(user, origin) };
}

const FILTERABLE = ["id", "status", "profile.login", "profile.email", "profile.firstName", "profile.lastName"];
const SEARCHABLE = ["id", "status", "created", "activated", "statusChanged", "lastUpdated", "type.id"];
const CONTAINS = ["profile.login", "profile.email", "profile.firstName", "profile.lastName"];

const listing: Listing<StoredUser> = {
  attributesOf,
  filterable: (attribute: string, operator: Operator) =>
    attribute === "lastUpdated"
      ? !["sw", "co", "pr"].includes(operator)
      : FILTERABLE.includes(attribute) && operator === "eq",
  searchable: (attribute: string, operator: Operator) =>
    operator === "co"
      ? CONTAINS.includes(attribute)
      : SEARCHABLE.includes(attribute) || PROFILE_ATTRIBUTE.test(attribute),
  picks: ({ profile }, q) =>
    ["firstName", "lastName", "email"].some((name) => (textOf(profile, name) ?? "").toLowerCase().startsWith(q)),
  pickLimits: { default: 10, max: 200 },
};

function attributesOf(user: StoredUser): Attributes {
  return attributesFrom(user.profile, {
    id: user.id,
    status: user.status,
    created: timestamp(user.createdAt),
    activated: timestamp(user.activatedAt),
    statusChanged: timestamp(user.statusChangedAt),
    lastUpdated: timestamp(user.updatedAt),
    "type.id": "oty00000000000000001",
  });
}

/** A list without parameters hides deactivated users; `filter` and `search` do not. */
function listUsers(call: Call): SandboxReply {
  const { org, origin, query } = call;
  const page = listed(call, listing, { all: org.liveUsers(), store: org.users, limits: { default: 200, max: 200 } });
  const only = projection(query.get("fields"));
  return { status: 200, links: page.links, body: page.items.map((user) => only(userResource(user, origin))) };
}

function createUser(call: Call): SandboxReply {
  const { org, now, query, body, behaviour } = call;
  const written = bodyWith(body, [...WRITABLE, "groupIds"]);
  const profile = merged({}, objectIn(written, "profile") ?? refuseMissing());
  checkUserProfile(profile, org.settings.userAttributes);
  const hasPassword = passwordIn(written);
  const mustChange = query.get("nextLogin") === "changePassword";
  if (mustChange && !hasPassword)
    throw new OktaRefusal(
      400,
      "E0000124",
      "Could not create user. To create a user and expire their password, a password is needed.",
    );
  const groups = writtenGroups(call, written);
  const activate = flagIn(query, "activate", true);
  const ready = hasPassword || behaviour.activation === "active";
  const status: OktaUserStatus = !activate
    ? "STAGED"
    : mustChange
      ? "PASSWORD_EXPIRED"
      : ready
        ? "ACTIVE"
        : "PROVISIONED";
  const user = org.putUser(
    {
      id: org.newId("user"),
      status,
      profile,
      hasPassword,
      createdAt: now,
      activatedAt: activate ? now : null,
      statusChangedAt: activate ? now : null,
      updatedAt: now,
      passwordChangedAt: hasPassword ? now : null,
      lastLogin: null,
      transitioningTo: null,
      sessionsEndedAt: null,
    },
    now,
  );
  for (const groupId of groups) org.putMember(groupId, { id: user.id, manual: true, rules: new Set() }, now);
  joinEveryone(call, user);
  return shown(call, org.user(user.id));
}

function refuseMissing(): never {
  throw malformed();
}

function writtenGroups({ org }: Call, written: JsonObject): readonly string[] {
  const ids = textsIn(written, "groupIds");
  if (ids.length > 20) throw invalid("groupIds", "groupIds: at most 20 groups");
  for (const id of ids) if (org.group(id).type !== "OKTA_GROUP") throw forbidden();
  return ids;
}

function joinEveryone({ org, now }: Call, user: StoredUser): void {
  for (const group of org.groups.all())
    if (group.type === "BUILT_IN") org.putMember(group.id, { id: user.id, manual: true, rules: new Set() }, now);
}

function passwordIn(written: JsonObject): boolean {
  const credentials = objectIn(written, "credentials");
  const password = credentials?.["password"];
  if (password === undefined) return false;
  if (!isObject(password)) throw malformed();
  const value = password["value"];
  if (value === undefined) return "hash" in password || "hook" in password;
  if (typeof value !== "string" || value.length < 8 || value.length > 72)
    throw invalid("password", "password: Password requirements were not met");
  return true;
}

/** Updates a user. POST changes the written attributes; PUT replaces the profile and erases all others. */
function updateUser(call: Call, how: "merge" | "replace"): SandboxReply {
  const { org, now, body, headers } = call;
  const before = userOf(call);
  const written = bodyWith(body, WRITABLE);
  const tag = headers["if-match"];
  // A concurrent change answers 412; the code in its body is not documented.
  if (tag !== undefined && tag !== "*" && tag !== userTag(before))
    throw new OktaRefusal(412, "E0000195", "The user was changed in the meantime.");
  if (before.transitioningTo !== null) throw new OktaRefusal(409, "E0000112", "The user is still being activated.");
  if (before.status === "DEPROVISIONED") throw wrongStatus();
  const profile = objectIn(written, "profile");
  if (how === "replace" && profile === undefined) throw malformed();
  const next = merged(how === "merge" ? before.profile : {}, profile ?? {});
  checkUserProfile(next, org.settings.userAttributes);
  const setsPassword = passwordIn(written);
  const user = org.putUser(
    {
      ...before,
      profile: next,
      updatedAt: now,
      ...(setsPassword && { hasPassword: true, passwordChangedAt: now }),
    },
    now,
  );
  return shown(call, user);
}

/** Deletes a user: the first call deactivates a live user, the second removes the user permanently. */
function deleteUser(call: Call): SandboxReply {
  const user = userOf(call);
  if (user.status === "DEPROVISIONED") call.org.removeUser(user, call.now);
  else deactivated(call, user);
  return NO_CONTENT;
}

function groupsOfUser(call: Call): SandboxReply {
  return ok(call.org.groupsOf(userOf(call).id).map((group) => groupResource(group, call.origin)));
}

function endSessions(call: Call): SandboxReply {
  call.org.putUser({ ...userOf(call), sessionsEndedAt: call.now }, call.now);
  return NO_CONTENT;
}
