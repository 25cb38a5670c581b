import type { SandboxReply } from "../core/exchange.ts";
import { SortedStore } from "../core/sorted-store.ts";
import type { Attributes } from "./filter.ts";
import { bodyWith, objectIn, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { attributesFrom, listed, PROFILE_ATTRIBUTE } from "./listing.ts";
import type { Listing } from "./listing.ts";
import { checkGroupProfile, merged } from "./profile.ts";
import { forbidden, malformed } from "./refusal.ts";
import { groupResource, timestamp } from "./resources.ts";
import { NO_CONTENT, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { StoredGroup } from "./stored.ts";

/** The read-only fields of a group. Clients that replace a group write them back; they are ignored. */
const READ_ONLY = "id created lastUpdated lastMembershipUpdated objectClass type _embedded _links".split(" ");

export const groupRoutes: readonly Route[] = [
  { method: "GET", pattern: "groups", answer: listGroups },
  { method: "POST", pattern: "groups", answer: createGroup },
  {
    method: "GET",
    pattern: "groups/{groupId}",
    answer: ({ org, key, origin }) => ok(groupResource(org.group(key("groupId")), origin)),
  },
  { method: "PUT", pattern: "groups/{groupId}", answer: replaceGroup },
  { method: "DELETE", pattern: "groups/{groupId}", answer: deleteGroup },
];

const FILTERABLE = ["id", "type", "lastUpdated", "lastMembershipUpdated"];
const SEARCHABLE = [...FILTERABLE, "created"];

const listing: Listing<StoredGroup> = {
  attributesOf,
  filterable: (attribute) => FILTERABLE.includes(attribute),
  searchable: (attribute) => SEARCHABLE.includes(attribute) || PROFILE_ATTRIBUTE.test(attribute),
  picks: ({ profile }, q) => (textOf(profile, "name") ?? "").toLowerCase().startsWith(q),
  pickLimits: { default: 300, max: 300 },
};

function attributesOf(group: StoredGroup): Attributes {
  return attributesFrom(group.profile, {
    id: group.id,
    type: group.type,
    created: timestamp(group.createdAt),
    lastUpdated: timestamp(group.updatedAt),
    lastMembershipUpdated: timestamp(group.membershipUpdatedAt),
  });
}

function listGroups(call: Call): SandboxReply {
  const { org, origin, query, behaviour } = call;
  const max = behaviour.groupPageMax;
  const page = listed(call, listing, { all: org.groups.all(), store: org.groups, limits: { default: max, max } });
  const stats = (query.get("expand") ?? "").split(",").includes("stats");
  return {
    status: 200,
    links: page.links,
    body: page.items.map((group) => groupResource(group, origin, stats)),
  };
}

function createGroup(call: Call): SandboxReply {
  const { org, now, origin } = call;
  const profile = writtenProfile(call);
  const group = org.putGroup(
    {
      id: org.newId("group"),
      type: "OKTA_GROUP",
      profile,
      createdAt: now,
      updatedAt: now,
      membershipUpdatedAt: now,
      members: new SortedStore(),
    },
    now,
  );
  return ok(groupResource(group, origin));
}

/** Replaces the complete profile: attributes that are not written are erased. */
function replaceGroup(call: Call): SandboxReply {
  const { org, now, origin, key } = call;
  const group = org.group(key("groupId"));
  if (group.type !== "OKTA_GROUP") throw forbidden();
  const profile = writtenProfile(call);
  return ok(groupResource(org.putGroup({ ...group, profile, updatedAt: now }, now), origin));
}

function deleteGroup({ org, now, key }: Call): SandboxReply {
  const group = org.group(key("groupId"));
  if (group.type === "BUILT_IN") throw forbidden();
  org.removeGroup(group, now);
  return NO_CONTENT;
}

function writtenProfile({ org, body }: Call): JsonObject {
  const written = objectIn(bodyWith(body, ["profile", ...READ_ONLY]), "profile");
  if (written === undefined) throw malformed();
  const profile = merged({}, written);
  checkGroupProfile(profile, org.settings.groupAttributes);
  return profile;
}
