import type { SandboxReply } from "../core/exchange.ts";
import { bodyWith } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { byId, pageOf } from "./paging.ts";
import { forbidden, invalid, notFound, OktaRefusal, wrongStatus } from "./refusal.ts";
import { timestamp } from "./resources.ts";
import { NO_CONTENT, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import { isStandardRole, type OktaAdminRole } from "./seed.ts";
import type { StoredRole } from "./stored.ts";

export const adminRoleRoutes: readonly Route[] = [
  { method: "GET", pattern: "iam/assignees/users", answer: listAssignees },
  { method: "GET", pattern: "users/{userId}/roles", answer: listRoles },
  { method: "POST", pattern: "users/{userId}/roles", answer: assignRole },
  {
    method: "GET",
    pattern: "users/{userId}/roles/{roleAssignmentId}",
    answer: (call) => ok(shown(call, roleOf(call))),
  },
  { method: "DELETE", pattern: "users/{userId}/roles/{roleAssignmentId}", answer: unassignRole },
];

/** A role of a user: assigned directly, or to a group of the user. */
interface HeldRole extends StoredRole {
  readonly assignmentType: "USER" | "GROUP";
}

function rolesOf({ org }: Call, userId: string): readonly HeldRole[] {
  const own = org.rolesOf(userId).map((role): HeldRole => ({ ...role, assignmentType: "USER" }));
  const byGroup = org.groupsOf(userId).flatMap(({ id }) => org.rolesOf(id));
  return [...own, ...byGroup.map((role): HeldRole => ({ ...role, assignmentType: "GROUP" }))];
}

function shown({ origin, key }: Call, { id, type, createdAt, assignmentType }: HeldRole): JsonObject {
  return {
    id,
    label: labelOf(type),
    type,
    status: "ACTIVE",
    created: timestamp(createdAt),
    lastUpdated: timestamp(createdAt),
    assignmentType,
    _links: { assignee: { href: `${origin}/api/v1/users/${key("userId")}` } },
  };
}

/** USER_ADMIN is shown as "User Administrator". */
function labelOf(type: OktaAdminRole): string {
  const words = type.toLowerCase().split("_").slice(0, -1);
  return [...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)), "Administrator"].join(" ");
}

/** Lists the users with a role. Pages are linked in the body and not in a header. */
function listAssignees(call: Call): SandboxReply {
  const { org, origin } = call;
  const holders = org.users.all().filter(({ id }) => rolesOf(call, id).length > 0);
  const { items, links } = pageOf(holders, byId, { call, limits: { default: 100, max: 100 } });
  const next = links.find(({ rel }) => rel === "next");
  return ok({
    value: items.map(({ id }) => ({
      id,
      orn: `orn:okta:directory:00o00000000000000001:users:${id}`,
      _links: { self: { href: `${origin}/api/v1/users/${id}` }, roles: { href: `${origin}/api/v1/users/${id}/roles` } },
    })),
    _links: next === undefined ? {} : { next: { href: next.href } },
  });
}

function listRoles(call: Call): SandboxReply {
  const user = call.org.userById(call.key("userId"));
  return ok(rolesOf(call, user.id).map((role) => shown(call, role)));
}

function assignRole(call: Call): SandboxReply {
  const { org, now, key, body } = call;
  const user = org.userById(key("userId"));
  const { type } = bodyWith(body, ["type"]);
  if (!isStandardRole(type)) throw invalid("type", "type: must be a standard role");
  if (user.status === "DEPROVISIONED") throw wrongStatus();
  if (org.rolesOf(user.id).some((role) => role.type === type))
    throw new OktaRefusal(409, "E0000090", "The role specified is already assigned to the user.");
  const role: StoredRole = { id: org.newId("role"), type, createdAt: now };
  org.putRole(user.id, role, now);
  return { status: 201, body: shown(call, { ...role, assignmentType: "USER" }) };
}

function roleOf(call: Call): HeldRole {
  const { org, key } = call;
  const user = org.userById(key("userId"));
  const role = rolesOf(call, user.id).find(({ id }) => id === key("roleAssignmentId"));
  if (role === undefined) throw notFound(key("roleAssignmentId"), "RoleAssignment");
  return role;
}

/** A role of a group is not removed from one of its members. */
function unassignRole(call: Call): SandboxReply {
  const { id, assignmentType } = roleOf(call);
  if (assignmentType === "GROUP") throw forbidden();
  call.org.removeRole(call.key("userId"), id, call.now);
  return NO_CONTENT;
}
