import type { SandboxReply } from "../core/exchange.ts";
import { type AppUser, isGrantedByGroup, userOfApp, usersOf } from "./app-assignments.ts";
import { appUserResource } from "./app-resources.ts";
import { appOf } from "./apps.ts";
import { bodyWith, objectIn, textOf } from "./json.ts";
import { byId, pageOf } from "./paging.ts";
import { appTarget, userTarget } from "./recorded-events.ts";
import { checkAppProfile, merged } from "./profile.ts";
import { invalid, malformed, notFound, OktaRefusal, wrongStatus } from "./refusal.ts";
import { NO_CONTENT, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { StoredApp } from "./stored.ts";

export const appUserRoutes: readonly Route[] = [
  { method: "GET", pattern: "apps/{appId}/users", answer: listAppUsers },
  { method: "POST", pattern: "apps/{appId}/users", answer: assignUser },
  { method: "GET", pattern: "apps/{appId}/users/{userId}", answer: getAppUser },
  { method: "POST", pattern: "apps/{appId}/users/{userId}", answer: updateAppUser },
  { method: "DELETE", pattern: "apps/{appId}/users/{userId}", answer: unassignUser },
];

/** Lists users with scope USER and GROUP. `q` matches the beginning of the login in any case. */
function listAppUsers(call: Call): SandboxReply {
  const { org, origin, query } = call;
  const app = appOf(call);
  const q = query.get("q")?.toLowerCase() ?? "";
  const found = usersOf(org, app).filter(({ id }) =>
    (textOf(org.userById(id).profile, "login") ?? "").toLowerCase().startsWith(q),
  );
  const page = pageOf(found, byId, { call, limits: { default: 50, max: 500 } });
  return { status: 200, links: page.links, body: page.items.map((user) => appUserResource(org, app, user, origin)) };
}

function getAppUser(call: Call): SandboxReply {
  const app = appOf(call);
  return shown(call, app, foundIn(call, app));
}

function shown({ org, origin }: Call, app: StoredApp, user: AppUser): SandboxReply {
  return ok(appUserResource(org, app, user, origin));
}

function foundIn({ org, key }: Call, app: StoredApp): AppUser {
  const user = userOfApp(org, app, key("userId"));
  if (user === undefined) throw notFound(key("userId"), "AppUser");
  return user;
}

/** Assigns the app to a user. An assignment through a group becomes a direct one. */
function assignUser(call: Call): SandboxReply {
  const { org, now, body } = call;
  const app = appOf(call);
  const written = bodyWith(body, ["id", "scope", "profile", "credentials"]);
  const id = textOf(written, "id");
  if (id === undefined) throw malformed();
  if (written["scope"] !== undefined && written["scope"] !== "USER") throw invalid("scope", "scope: must be USER");
  const user = org.userById(id);
  if (user.status === "DEPROVISIONED") throw wrongStatus();
  const before = app.users.get(id);
  const profile = merged(before?.profile ?? {}, objectIn(written, "profile") ?? {});
  checkAppProfile(profile, app.attributes);
  app.users.put({ id, profile, createdAt: before?.createdAt ?? now, updatedAt: now });
  recordUser(call, app, before === undefined ? "add" : "update", id);
  return shown(call, app, userOfApp(org, app, id) ?? malformedUser(id));
}

function malformedUser(id: string): never {
  throw notFound(id, "AppUser");
}

/** Changes the written attributes of the profile; null clears one. An assignment through a group stays one. */
function updateAppUser(call: Call): SandboxReply {
  const { org, now, body } = call;
  const app = appOf(call);
  const before = foundIn(call, app);
  const written = objectIn(bodyWith(body, ["profile"]), "profile") ?? {};
  const profile = merged(before.profile, written);
  checkAppProfile(profile, app.attributes);
  if (before.scope === "GROUP") throw invalid("profile", "profile: the attributes come from the group");
  app.users.put({ id: before.id, profile, createdAt: before.createdAt, updatedAt: now });
  recordUser(call, app, "update", before.id);
  return shown(call, app, userOfApp(org, app, before.id) ?? malformedUser(before.id));
}

/** Unassigns a user. Refused while a group of the user has the app, also for a direct assignment. */
function unassignUser(call: Call): SandboxReply {
  const app = appOf(call);
  const { id } = foundIn(call, app);
  if (isGrantedByGroup(call.org, app, id))
    throw new OktaRefusal(403, "E0000046", "Deactivate application for user forbidden.", [
      "The application cannot be unassigned from the user while their group memberships grant them access.",
    ]);
  app.users.remove(id);
  recordUser(call, app, "remove", id);
  return NO_CONTENT;
}

function recordUser({ org, now }: Call, app: StoredApp, change: "add" | "remove" | "update", userId: string): void {
  org.log.record(`application.user_membership.${change}`, [userTarget(org.userById(userId)), appTarget(app)], now);
}
