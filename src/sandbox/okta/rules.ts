import type { SandboxReply } from "../core/exchange.ts";
import { bodyWith, objectIn, textOf, textsIn } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { byId, pageOf } from "./paging.ts";
import { invalid, malformed, taken } from "./refusal.ts";
import { ruleResource } from "./resources.ts";
import { flagIn, NO_CONTENT, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import { parseExpression } from "./rule-expression.ts";
import type { StoredRule } from "./stored.ts";

const READ_ONLY = "id created lastUpdated _embedded".split(" ");

export const ruleRoutes: readonly Route[] = [
  { method: "GET", pattern: "groups/rules", answer: listRules },
  { method: "POST", pattern: "groups/rules", answer: createRule },
  { method: "GET", pattern: "groups/rules/{ruleId}", answer: (call) => shown(call, ruleOf(call)) },
  { method: "PUT", pattern: "groups/rules/{ruleId}", answer: replaceRule },
  { method: "DELETE", pattern: "groups/rules/{ruleId}", answer: deleteRule },
  { method: "POST", pattern: "groups/rules/{ruleId}/lifecycle/activate", answer: activateRule },
  { method: "POST", pattern: "groups/rules/{ruleId}/lifecycle/deactivate", answer: deactivateRule },
];

function ruleOf({ org, key }: Call): StoredRule {
  return org.rule(key("ruleId"));
}

function shown({ org, query }: Call, rule: StoredRule): SandboxReply {
  return ok(ruleResource(rule, org, query.get("expand") === "groupIdToGroupNameMap"));
}

function listRules(call: Call): SandboxReply {
  const { org, query } = call;
  const search = query.get("search")?.toLowerCase() ?? "";
  const found = org.rules.all().filter(({ name }) => name.toLowerCase().includes(search));
  const page = pageOf(found, byId, { call, limits: { default: 50, max: 200 } });
  const names = query.get("expand") === "groupIdToGroupNameMap";
  return { status: 200, links: page.links, body: page.items.map((rule) => ruleResource(rule, org, names)) };
}

/** Creates a rule. It is INACTIVE until it is activated. */
function createRule(call: Call): SandboxReply {
  const { org, now } = call;
  const written = writtenRule(call);
  const rule = org.putRule(
    { ...written, id: org.newId("rule"), status: "INACTIVE", createdAt: now, updatedAt: now },
    now,
  );
  return shown(call, rule);
}

/** Edits a rule. Only an INACTIVE rule can be edited; its actions can never be edited. */
function replaceRule(call: Call): SandboxReply {
  const { org, now } = call;
  const before = ruleOf(call);
  const written = writtenRule(call, before.id);
  if (before.status === "ACTIVE") throw invalid("status", "status: An active rule cannot be edited");
  if (JSON.stringify(written.groupIds) !== JSON.stringify(before.groupIds))
    throw invalid("actions", "actions: The actions of a rule cannot be edited");
  // The id of a deleted user stays in the list of exclusions and makes later edits fail.
  for (const id of written.excluded)
    if (!org.users.has(id)) throw invalid("exclude", `exclude: ${id} is not a user of the org`);
  return shown(call, org.putRule({ ...before, ...written, updatedAt: now }, now));
}

function deleteRule(call: Call): SandboxReply {
  call.org.removeRule(ruleOf(call), flagIn(call.query, "removeUsers", false), call.now);
  return { status: 202 };
}

function activateRule(call: Call): SandboxReply {
  const rule = ruleOf(call);
  if (rule.status === "INVALID") throw invalid("status", "status: An invalid rule cannot be activated");
  call.org.putRule({ ...rule, status: "ACTIVE", updatedAt: call.now }, call.now);
  return NO_CONTENT;
}

/** Deactivates a rule. Members whom the rule assigned stay in the group. */
function deactivateRule(call: Call): SandboxReply {
  call.org.putRule({ ...ruleOf(call), status: "INACTIVE", updatedAt: call.now }, call.now);
  return NO_CONTENT;
}

type WrittenRule = Pick<StoredRule, "name" | "expression" | "excluded" | "groupIds">;

function writtenRule({ org, body }: Call, self?: string): WrittenRule {
  const written = bodyWith(body, ["type", "name", "status", "conditions", "actions", ...READ_ONLY]);
  const name = textOf(written, "name") ?? "";
  if (written["type"] !== "group_rule") throw invalid("type", "type: must be group_rule");
  if (name.length < 1 || name.length > 50) throw invalid("name", "name: must have 1 to 50 characters");
  if (org.rules.all().some((rule) => rule.name === name && rule.id !== self)) throw taken("name");
  const { expression, excluded } = writtenConditions(written);
  const actions = objectIn(written, "actions");
  const groupIds = textsIn(actions && objectIn(actions, "assignUserToGroups"), "groupIds");
  if (groupIds.length === 0) throw invalid("actions", "actions: at least one group is needed");
  for (const id of groupIds)
    if (org.group(id).type !== "OKTA_GROUP") throw invalid("groupIds", `groupIds: ${id} cannot be assigned by a rule`);
  return { name, expression, excluded, groupIds };
}

function writtenConditions(written: JsonObject): Pick<StoredRule, "expression" | "excluded"> {
  const conditions = objectIn(written, "conditions");
  const people = conditions && objectIn(conditions, "people");
  const users = people && objectIn(people, "users");
  const expression = conditions && objectIn(conditions, "expression");
  const value = expression && textOf(expression, "value");
  if (value === undefined) throw malformed();
  if (expression?.["type"] !== "urn:okta:expression:1.0") throw invalid("expression", "expression: unknown type");
  parseExpression(value);
  return { expression: value, excluded: textsIn(users, "exclude") };
}
