import type { groupssettings_v1 as api } from "googleapis/build/src/apis/groupssettings/v1.js";
import type { SandboxReply } from "../core/exchange.ts";
import type { StoredGroup } from "./directory.ts";
import { type FieldTable, type JsonObject, textOf, writtenFields } from "./fields.ts";
import { invalid, notFound } from "./refusal.ts";
import { type Call, ok, type Route } from "./route.ts";

/** The base of the Groups Settings API, which has its own path beside the Directory API. */
export const SETTINGS_BASE = "/groups/v1/";

/** The settings of a group that was created through the API. Flags are text in this API. */
const DEFAULTS = {
  allowExternalMembers: "false",
  allowWebPosting: "true",
  archiveOnly: "false",
  isArchived: "false",
  membersCanPostAsTheGroup: "false",
  messageModerationLevel: "MODERATE_NONE",
  replyTo: "REPLY_TO_IGNORE",
  spamModerationLevel: "MODERATE",
  whoCanContactOwner: "ANYONE_CAN_CONTACT",
  whoCanDiscoverGroup: "ALL_IN_DOMAIN_CAN_DISCOVER",
  whoCanJoin: "CAN_REQUEST_TO_JOIN",
  whoCanLeaveGroup: "ALL_MEMBERS_CAN_LEAVE",
  whoCanModerateContent: "OWNERS_AND_MANAGERS",
  whoCanModerateMembers: "OWNERS_AND_MANAGERS",
  whoCanPostMessage: "ANYONE_CAN_POST",
  whoCanViewGroup: "ALL_MEMBERS_CAN_VIEW",
  whoCanViewMembership: "ALL_MEMBERS_CAN_VIEW",
} as const satisfies Partial<Record<keyof api.Schema$Groups, string>>;

/** The values that the API accepts, for the settings that have a list of values. */
const VALUES: Readonly<Partial<Record<keyof api.Schema$Groups, readonly string[]>>> = {
  allowExternalMembers: ["true", "false"],
  allowWebPosting: ["true", "false"],
  archiveOnly: ["true", "false"],
  isArchived: ["true", "false"],
  membersCanPostAsTheGroup: ["true", "false"],
  whoCanDiscoverGroup: ["ANYONE_CAN_DISCOVER", "ALL_IN_DOMAIN_CAN_DISCOVER", "ALL_MEMBERS_CAN_DISCOVER"],
  whoCanJoin: ["ANYONE_CAN_JOIN", "ALL_IN_DOMAIN_CAN_JOIN", "INVITED_CAN_JOIN", "CAN_REQUEST_TO_JOIN"],
  whoCanLeaveGroup: ["ALL_MANAGERS_CAN_LEAVE", "ALL_MEMBERS_CAN_LEAVE", "NONE_CAN_LEAVE"],
  whoCanModerateContent: ["ALL_MEMBERS", "OWNERS_AND_MANAGERS", "OWNERS_ONLY", "NONE"],
  whoCanModerateMembers: ["ALL_MEMBERS", "OWNERS_AND_MANAGERS", "OWNERS_ONLY", "NONE"],
  whoCanViewGroup: ["ANYONE_CAN_VIEW", "ALL_IN_DOMAIN_CAN_VIEW", "ALL_MEMBERS_CAN_VIEW", "ALL_MANAGERS_CAN_VIEW"],
  whoCanViewMembership: ["ALL_IN_DOMAIN_CAN_VIEW", "ALL_MEMBERS_CAN_VIEW", "ALL_MANAGERS_CAN_VIEW"],
};

const FIELDS: FieldTable = {
  ...Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, "text" as const])),
  kind: "read-only",
  email: "read-only",
  name: "read-only",
  description: "read-only",
};

/** PUT and PATCH both keep the settings that the body does not name. */
export const settingsRoutes: readonly Route[] = [
  { method: "GET", pattern: "groups/{groupUniqueId}", answer: (call) => shown(call, groupOf(call)) },
  { method: "PUT", pattern: "groups/{groupUniqueId}", answer: change },
  { method: "PATCH", pattern: "groups/{groupUniqueId}", answer: change },
];

/** Returns the group with this address. This API knows no ids, and a new group is known to it only after the group's lag. */
function groupOf({ directory, key, now }: Call): StoredGroup {
  const address = key("groupUniqueId");
  if (!address.includes("@")) throw notFound("groupKey");
  return directory.groupForMembers(address, now);
}

function change(call: Call): SandboxReply {
  const group = groupOf(call);
  const written = checkedSettings(call.body);
  const settings = { ...group.settings, ...written };
  if (written["whoCanPostMessage"] === "NONE_CAN_POST" && settings["archiveOnly"] !== "true")
    throw invalid("whoCanPostMessage");
  return shown(call, call.directory.putGroup({ ...group, settings }));
}

/** Returns the settings of a body or a seed, each with a value that the API accepts. */
export function checkedSettings(body: unknown): JsonObject {
  const written = writtenFields(body, FIELDS);
  for (const [name, value] of Object.entries(written)) {
    const values = VALUES[name as keyof api.Schema$Groups];
    if (typeof value !== "string" || values?.includes(value) === false) throw invalid(name);
  }
  return written;
}

/** The API answers in XML unless JSON is requested. */
function shown({ query }: Call, group: StoredGroup): SandboxReply {
  const settings = settingsResource(group);
  if (query.get("alt") === "json") return ok(settings);
  return {
    status: 200,
    headers: { "Content-Type": "application/atom+xml; charset=UTF-8" },
    body: `<?xml version="1.0" encoding="UTF-8"?><entry xmlns="http://www.w3.org/2005/Atom"><id>${group.id}</id></entry>`,
  };
}

/** Returns the settings of a group as the API shows them. */
export function settingsResource({ email, attributes, settings }: StoredGroup): api.Schema$Groups {
  return {
    kind: "groupsSettings#groups",
    email,
    name: textOf(attributes, "name") ?? "",
    description: textOf(attributes, "description") ?? "",
    ...DEFAULTS,
    ...settings,
  };
}
