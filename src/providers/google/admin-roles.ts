import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import type { GoogleClient } from "./client.ts";
import { refusalOf } from "./failure.ts";
import { readList } from "./lists.ts";

/** An administrator role of the tenant. */
export interface AdminRole {
  readonly id: string;
  readonly name: string;
}

/** An assignment of a role to a user or service account, for the complete tenant and without a condition. */
export interface RoleAssignment {
  readonly id: string;
  readonly role: string;
  /** The id of a user, or the unique id of a service account. */
  readonly assignee: string;
}

const pageSize = 100;

/** Ids are integers of 64 bits, kept as text because a number cannot hold them. */
export const isRoleId = (text: string): boolean => /^\d{1,20}$/.test(text);

/** Reads all administrator roles of the tenant. A role cannot be looked up by its name. */
export async function readRoles(client: GoogleClient): Promise<readonly AdminRole[]> {
  const { roles } = await client.roles();
  const all = await readList(
    "roles",
    async (token) => {
      const page = await client.read(() =>
        roles.list({
          customer: client.customer,
          maxResults: pageSize,
          fields: "kind,nextPageToken,items(roleId,roleName)",
          ...token,
        }),
      );
      return { kind: page.kind, items: page.items, nextPageToken: page.nextPageToken };
    },
    ({ roleId }) => checkedId(roleId, "an administrator role"),
  );
  return all.map(({ roleId, roleName }) => {
    if (typeof roleName !== "string" || roleName === "")
      throw new Unreadable(`the administrator role ${roleId} has no name`);
    return { id: checkedId(roleId, "an administrator role"), name: roleName };
  });
}

/** Returns the role with exactly this name; null: none has it. @throws Unreadable if several have it */
export function roleNamed(roles: readonly AdminRole[], name: string): AdminRole | null {
  const [found, ...others] = roles.filter((role) => role.name === name);
  if (others.length > 0) throw new Unreadable(`${others.length + 1} administrator roles have the name "${name}"`);
  return found ?? null;
}

/** The direct assignments of a role, and the number of the others. */
export interface RoleHolders {
  readonly direct: readonly RoleAssignment[];
  readonly others: number;
}

/** Reads the direct assignments of the role. @param user only the assignments of this user */
export async function readRoleAssignments(
  client: GoogleClient,
  roleId: string,
  user?: string,
): Promise<readonly RoleAssignment[]> {
  const { direct } = await readRoleHolders(client, roleId, user);
  return user === undefined ? direct : direct.filter(({ assignee }) => assignee === user);
}

/**
 * Reads the assignments of the role. Direct are those to users, for the complete tenant. Those to groups, for one
 * organizational unit, or under a condition give something else and are not managed.
 */
export async function readRoleHolders(client: GoogleClient, roleId: string, user?: string): Promise<RoleHolders> {
  const { roleAssignments } = await client.roles();
  const all = await readList(
    "roleAssignments",
    async (token) => {
      const page = await client.read(() =>
        roleAssignments.list({
          customer: client.customer,
          roleId,
          maxResults: pageSize,
          ...(user === undefined ? {} : { userKey: user }),
          ...token,
        }),
      );
      return { kind: page.kind, items: page.items, nextPageToken: page.nextPageToken };
    },
    ({ roleAssignmentId }) => checkedId(roleAssignmentId, "an assignment of a role"),
  );
  const direct = all.flatMap((assignment) => {
    const one = directAssignment(assignment);
    if (assignment.roleId !== roleId) throw new Unreadable(`an assignment of the role ${roleId} is of another role`);
    return one ?? [];
  });
  return { direct, others: all.length - direct.length };
}

/** Reads one assignment by its id; null: it does not exist. `direct` is null for one that is not managed. */
export async function readRoleAssignment(
  client: GoogleClient,
  roleAssignmentId: string,
): Promise<{ readonly direct: RoleAssignment | null } | null> {
  const { roleAssignments } = await client.roles();
  try {
    const answer = await client.read(() => roleAssignments.get({ customer: client.customer, roleAssignmentId }));
    return { direct: directAssignment(answer) };
  } catch (error) {
    if (refusalOf(error)?.status === 404) return null;
    throw error;
  }
}

/** Returns a direct assignment; null for another kind. @throws Unreadable for an unknown scope or kind of assignee */
function directAssignment(assignment: api.Schema$RoleAssignment): RoleAssignment | null {
  const { roleAssignmentId, roleId, assignedTo, assigneeType, scopeType, condition } = assignment;
  const id = checkedId(roleAssignmentId, "an assignment of a role");
  const role = checkedId(roleId, `the role of the assignment ${id}`);
  const assignee = checkedAssignee(assignedTo, id);
  const scope = String(scopeType).toUpperCase();
  if (scope !== "CUSTOMER" && scope !== "ORG_UNIT")
    throw new Unreadable(`the assignment ${id} has the unknown scope "${scopeType}"`);
  // Answers have lower case, the description upper case, and older answers no type.
  const kind = (assigneeType ?? "user").toLowerCase();
  if (kind !== "user" && kind !== "group")
    throw new Unreadable(`the assignment ${id} has the unknown kind of assignee "${assigneeType}"`);
  const isUnconditional = condition === undefined || condition === null || condition === "";
  return kind === "user" && scope === "CUSTOMER" && isUnconditional ? { id, role, assignee } : null;
}

function checkedId(id: string | null | undefined, what: string): string {
  if (typeof id !== "string" || !isRoleId(id)) throw new Unreadable(`${what} has no id`);
  return id;
}

/** Ids of groups have letters as well. */
function checkedAssignee(assignee: string | null | undefined, id: string): string {
  if (typeof assignee !== "string" || assignee === "") throw new Unreadable(`the assignment ${id} has no assignee`);
  return assignee;
}
