import type { SandboxReply } from "../core/exchange.ts";
import { forbidden, OktaRefusal, wrongStatus } from "./refusal.ts";
import { byId, pageOf } from "./paging.ts";
import { userResource } from "./resources.ts";
import { NO_CONTENT } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { StoredGroup } from "./stored.ts";

export const memberRoutes: readonly Route[] = [
  { method: "GET", pattern: "groups/{groupId}/users", answer: listMembers },
  { method: "PUT", pattern: "groups/{groupId}/users/{userId}", answer: addMember },
  { method: "DELETE", pattern: "groups/{groupId}/users/{userId}", answer: removeMember },
];

/** Deactivated members are listed too: deactivation does not end a membership. */
function listMembers(call: Call): SandboxReply {
  const { org, origin, behaviour } = call;
  const group = org.group(call.key("groupId"));
  const max = behaviour.memberPageMax;
  const page = pageOf(group.members.all(), byId, { call, limits: { default: max, max } });
  return {
    status: 200,
    links: page.links,
    body: page.items.map(({ id }) => userResource(org.userById(id), origin)),
  };
}

/** Adding a member whom a rule assigned makes the membership a manual one: the rule can no longer remove it. */
function addMember({ org, now, key }: Call): SandboxReply {
  const group = org.group(key("groupId"));
  if (group.type === "BUILT_IN") throw new OktaRefusal(501, "E0000060", "Unsupported operation.");
  ensureWritable(group);
  const user = org.userById(key("userId"));
  if (user.status === "DEPROVISIONED") throw wrongStatus();
  org.putMember(group.id, { id: user.id, manual: true, rules: new Set() }, now);
  return NO_CONTENT;
}

/** After the removal of a member whom a rule assigned, the rule skips the user. */
function removeMember({ org, now, key }: Call): SandboxReply {
  const group = org.group(key("groupId"));
  ensureWritable(group);
  const { id } = org.userById(key("userId"));
  for (const ruleId of group.members.get(id)?.rules ?? []) {
    const rule = org.rules.get(ruleId);
    if (rule !== undefined) org.putRule({ ...rule, excluded: [...rule.excluded, id], updatedAt: now }, now);
  }
  org.removeMember(group.id, id, now);
  return NO_CONTENT;
}

function ensureWritable({ type }: StoredGroup): void {
  if (type !== "OKTA_GROUP") throw forbidden();
}
