import { sideBySide } from "../../http/side-by-side.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ObservedDirectAssignment } from "../../model/direct-assignment.ts";
import type { OktaClient } from "./client.ts";
import { refusalOf } from "./failure.ts";
import { isOktaId } from "./ids.ts";
import { readEmbeddedList } from "./embedded-lists.ts";
import { isStandardRole } from "./standard-roles.ts";

/** The number of users whose roles are read concurrently. The pacer also limits concurrent requests. */
const usersAtOnce = 16;

/** Reads the standard administrator roles that users have directly: of the users with roles, one request for each. */
export async function readRoleHolders(client: OktaClient): Promise<readonly ObservedDirectAssignment[]> {
  const holders = await readEmbeddedList(client, "/api/v1/iam/assignees/users?limit=100");
  const roles = await sideBySide(holders, usersAtOnce, async (id) => {
    try {
      return await readRolesOf(client, id);
    } catch (error) {
      // The user was deleted since the list was read, and has no roles.
      if (refusalOf(error)?.status === 404) return [];
      throw error;
    }
  });
  return roles.flat();
}

/**
 * Reads the standard administrator roles that one user has directly. The list also has the roles of the user's groups,
 * which are not direct assignments, and custom roles.
 * @throws Unreadable if a field is missing or has an unknown value: values are never guessed
 */
export async function readRolesOf(client: OktaClient, account: string): Promise<readonly ObservedDirectAssignment[]> {
  // A user has few roles, and Okta's list of them does not have pages.
  const answer = await client.read(() => client.raw("GET", `/api/v1/users/${account}/roles`));
  if (!Array.isArray(answer)) throw new Unreadable("Okta's response is not a list");
  return answer.flatMap((entry: unknown) => roleIn(entry, account) ?? []);
}

function roleIn(entry: unknown, account: string): ObservedDirectAssignment | null {
  const { id, type, assignmentType } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== "string" || !isOktaId(id)) throw new Unreadable(`a role of the account ${account} has no id`);
  if (assignmentType === "GROUP" || type === "CUSTOM") return null;
  if (assignmentType !== "USER")
    throw new Unreadable(
      `the role ${id} of the account ${account} has the unknown assignment type "${String(assignmentType)}"`,
    );
  // A type that is not known here cannot be declared.
  return isStandardRole(type) ? { kind: "adminRole", target: type, account, id, profile: null } : null;
}
