import type { SandboxReply } from "../core/exchange.ts";
import { appGroupResource, appResource } from "./app-resources.ts";
import { bodyWith, objectIn, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { byId, pageOf } from "./paging.ts";
import { appTarget, groupTarget } from "./recorded-events.ts";
import { checkAppProfile, merged } from "./profile.ts";
import { invalid, notFound, OktaRefusal } from "./refusal.ts";
import { NO_CONTENT, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { StoredApp, StoredAppGroup } from "./stored.ts";

export const appRoutes: readonly Route[] = [
  { method: "GET", pattern: "apps", answer: listApps },
  { method: "GET", pattern: "apps/{appId}", answer: (call) => ok(appResource(appOf(call), call.origin)) },
  { method: "GET", pattern: "apps/{appId}/groups", answer: listAppGroups },
  { method: "GET", pattern: "apps/{appId}/groups/{groupId}", answer: getAppGroup },
  { method: "PUT", pattern: "apps/{appId}/groups/{groupId}", answer: assignGroup },
  { method: "DELETE", pattern: "apps/{appId}/groups/{groupId}", answer: unassignGroup },
  { method: "GET", pattern: "groups/{groupId}/apps", answer: appsOfGroup },
];

export function appOf({ org, key }: Call): StoredApp {
  return org.app(key("appId"));
}

/** Lists apps. `q` matches the beginning of a label in any case; `filter` is not supported here. */
function listApps(call: Call): SandboxReply {
  const { org, origin, query } = call;
  const filter = query.get("filter");
  if (filter !== null) throw new OktaRefusal(400, "E0000053", `Invalid filter '${filter}'`);
  const q = query.get("q")?.toLowerCase() ?? "";
  const found = org.apps.all().filter(({ label }) => label.toLowerCase().startsWith(q));
  const page = pageOf(found, byId, { call, limits: { default: 20, max: 200 } });
  return { status: 200, links: page.links, body: page.items.map((app) => appResource(app, origin)) };
}

function listAppGroups(call: Call): SandboxReply {
  const { org, origin, query } = call;
  const app = appOf(call);
  const q = query.get("q")?.toLowerCase() ?? "";
  const found = app.groups
    .all()
    .filter(({ id }) => (textOf(org.group(id).profile, "name") ?? "").toLowerCase().startsWith(q));
  const page = pageOf(found, byId, { call, limits: { default: 20, max: 200 } });
  return { status: 200, links: page.links, body: page.items.map((group) => appGroupResource(app, group, origin)) };
}

function getAppGroup(call: Call): SandboxReply {
  const app = appOf(call);
  return ok(appGroupResource(app, groupOf(call, app), call.origin));
}

function groupOf({ key }: Call, app: StoredApp): StoredAppGroup {
  const group = app.groups.get(key("groupId"));
  if (group === undefined) throw notFound(key("groupId"), "ApplicationGroupAssignment");
  return group;
}

/** Assigns the app to a group, which gives it to all members. Without a priority, the group comes last. */
function assignGroup(call: Call): SandboxReply {
  const { org, now, key, body, origin } = call;
  const app = appOf(call);
  const { id } = org.group(key("groupId"));
  const written: JsonObject = body === undefined ? {} : bodyWith(body, ["id", "priority", "profile"]);
  const profile = merged({}, objectIn(written, "profile") ?? {});
  checkAppProfile(profile, app.attributes);
  const { priority = app.groups.get(id)?.priority ?? app.groups.size } = written;
  if (typeof priority !== "number" || !Number.isInteger(priority) || priority < 0) throw invalid("priority");
  const group: StoredAppGroup = { id, priority, profile, updatedAt: now };
  org.log.record("group.application_assignment.add", [groupTarget(org.group(id)), appTarget(app)], now);
  app.groups.put(group);
  return ok(appGroupResource(app, group, origin));
}

function unassignGroup(call: Call): SandboxReply {
  const app = appOf(call);
  const { id } = groupOf(call, app);
  app.groups.remove(id);
  const targets = [groupTarget(call.org.group(id)), appTarget(app)];
  call.org.log.record("group.application_assignment.remove", targets, call.now);
  return NO_CONTENT;
}

function appsOfGroup(call: Call): SandboxReply {
  const { org, key, origin } = call;
  const { id } = org.group(key("groupId"));
  const found = org.apps.all().filter(({ groups }) => groups.has(id));
  const page = pageOf(found, byId, { call, limits: { default: 20, max: 200 } });
  return { status: 200, links: page.links, body: page.items.map((app) => appResource(app, origin)) };
}
