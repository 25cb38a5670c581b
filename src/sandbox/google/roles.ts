import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import type { SandboxReply } from "../core/exchange.ts";
import type { Directory } from "./directory.ts";
import { etagOf } from "./etag.ts";
import { type FieldTable, textOf, writtenFields } from "./fields.ts";
import { pageOf } from "./paging.ts";
import { badRequest, DirectoryRefusal, duplicate, invalid, notFound, required } from "./refusal.ts";
import { listResource } from "./resources.ts";
import type { StoredRole, StoredRoleAssignment } from "./role-store.ts";
import { type Call, ensureCustomer, NO_CONTENT, ok, type Route } from "./route.ts";

const ROLES = "customer/{customer}/roles";
const ASSIGNMENTS = "customer/{customer}/roleassignments";
const ONE = `${ASSIGNMENTS}/{roleAssignmentId}`;

/** Every path names the tenant. */
export const roleRoutes: readonly Route[] = (
  [
    { method: "GET", pattern: ROLES, answer: listRoles },
    {
      method: "GET",
      pattern: `${ROLES}/{roleId}`,
      answer: (call) => ok(roleResource(roleOf(call, call.key("roleId")))),
    },
    { method: "GET", pattern: ASSIGNMENTS, answer: listAssignments },
    { method: "POST", pattern: ASSIGNMENTS, answer: insertAssignment },
    { method: "GET", pattern: ONE, answer: (call) => ok(assignmentResource(assignmentOf(call))) },
    { method: "DELETE", pattern: ONE, answer: deleteAssignment },
  ] as const satisfies readonly Route[]
).map(({ answer, ...route }) => ({
  ...route,
  answer: (call: Call) => {
    ensureCustomer(call.directory, call.key("customer"));
    return answer(call);
  },
}));

function listRoles({ directory, query, now }: Call): SandboxReply {
  const page = pageOf(directory.roles.roles.all(), ({ id }) => id, { query, limits: { default: 100, max: 100 }, now });
  return ok(listResource("admin#directory#roles", "items", { ...page, items: page.items.map(roleResource) }));
}

/** Returns direct assignments; with `userKey` and `includeIndirectRoleAssignments`, those of the user's groups as well. */
function listAssignments(call: Call): SandboxReply {
  const { directory, query, now } = call;
  const roleId = query.get("roleId");
  const userKey = query.get("userKey");
  const isIndirect = query.get("includeIndirectRoleAssignments") === "true";
  if (roleId !== null) roleOf(call, roleId);
  const assignees = userKey === null ? null : assigneesOf(directory, userKey, isIndirect);
  const found = directory.roles.assignments
    .all()
    .filter(({ role, assignee }) => (roleId ?? role) === role && (assignees?.has(assignee) ?? true));
  const page = pageOf(found, ({ id }) => id, { query, limits: { default: 100, max: 200 }, now });
  const items = page.items.map(assignmentResource);
  return ok(listResource("admin#directory#roleAssignments", "items", { ...page, items }));
}

function assigneesOf(directory: Directory, userKey: string, isIndirect: boolean): ReadonlySet<string> {
  const found = directory.find(userKey);
  const id = found === undefined ? userKey : found.kind === "user" ? found.user.id : found.group.id;
  // The key of a service account that has an assignment is its unique id.
  if (found === undefined && directory.roles.of(id).length === 0) throw notFound("userKey");
  return new Set([id, ...(isIndirect ? directory.groupsWithMember(id).map((group) => group.id) : [])]);
}

const ASSIGNMENT_FIELDS: FieldTable = {
  roleId: "text",
  assignedTo: "text",
  scopeType: "text",
  orgUnitId: "text",
  condition: "text",
  roleAssignmentId: "read-only",
  assigneeType: "read-only",
  kind: "read-only",
  etag: "read-only",
};

function insertAssignment(call: Call): SandboxReply {
  const { directory } = call;
  const written = writtenFields(call.body, ASSIGNMENT_FIELDS);
  const [roleId, assignee, scope] = ["roleId", "assignedTo", "scopeType"].map((field) => {
    const value = textOf(written, field);
    if (value === undefined) throw required(field);
    return value;
  }) as [string, string, string];
  if (scope !== "CUSTOMER" && scope !== "ORG_UNIT") throw invalid("scopeType");
  const orgUnit = textOf(written, "orgUnitId") ?? null;
  if ((scope === "ORG_UNIT") !== (orgUnit !== null)) throw badRequest("Bad Request: orgUnitId and scopeType");
  const role = roleOf(call, roleId);
  const isGroup = directory.groups.has(assignee);
  // Unlike other requests, this one takes ids alone.
  if (!isGroup && !directory.users.has(assignee)) throw invalid("assignedTo");
  if (role.isSuperAdmin && (isGroup || orgUnit !== null)) throw badRequest("Bad Request: super administrator");
  const condition = textOf(written, "condition") ?? null;
  const assignment: Omit<StoredRoleAssignment, "id"> = {
    role: role.id,
    assignee,
    assigneeType: isGroup ? "group" : "user",
    orgUnit,
    condition,
  };
  if (directory.roles.same(assignment) !== undefined) throw duplicate("Entity already exists.");
  return ok(assignmentResource(directory.roles.assign(assignment)));
}

function deleteAssignment(call: Call): SandboxReply {
  call.directory.roles.assignments.remove(assignmentOf(call).id);
  return NO_CONTENT;
}

function roleOf({ directory }: Call, id: string): StoredRole {
  if (!/^\d+$/.test(id)) throw invalid("roleId");
  const role = directory.roles.roles.get(id);
  if (role === undefined) throw new DirectoryRefusal(404, "notFound", "Resource Not Found: roleId");
  return role;
}

function assignmentOf({ directory, key }: Call): StoredRoleAssignment {
  const assignment = directory.roles.assignments.get(key("roleAssignmentId"));
  if (assignment === undefined) throw new DirectoryRefusal(404, "notFound", "Resource Not Found: roleAssignmentId");
  return assignment;
}

function roleResource({ id, name, description, isSystem, isSuperAdmin }: StoredRole): api.Schema$Role {
  const content = {
    kind: "admin#directory#role",
    roleId: id,
    roleName: name,
    roleDescription: description,
    isSystemRole: isSystem,
    isSuperAdminRole: isSuperAdmin,
    rolePrivileges: [],
  };
  return { ...content, etag: etagOf(content) };
}

/** Returns an assignment as the API shows it. */
export function assignmentResource(assignment: StoredRoleAssignment): api.Schema$RoleAssignment {
  const { id, role, assignee, assigneeType, orgUnit, condition } = assignment;
  const content = {
    kind: "admin#directory#roleAssignment",
    roleAssignmentId: id,
    roleId: role,
    assignedTo: assignee,
    // The API's description has upper case; its answers have lower case.
    assigneeType,
    scopeType: orgUnit === null ? "CUSTOMER" : "ORG_UNIT",
    ...(orgUnit !== null && { orgUnitId: orgUnit }),
    ...(condition !== null && { condition }),
  };
  return { ...content, etag: etagOf(content) };
}
