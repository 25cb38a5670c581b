import { byKey, type StateDump } from "../core/state-dump.ts";
import type { Directory, StoredUser } from "./directory.ts";
import { settingsResource } from "./group-settings.ts";
import { groupResource, memberResource, userResource } from "./resources.ts";
import { assignmentResource } from "./roles.ts";

/** Returns the complete state of the tenant. */
export function googleDump(directory: Directory): StateDump {
  const user = (stored: StoredUser): object => ({
    ...userResource(stored, directory, "full"),
    signedOutAt: stored.signedOutAt ?? null,
  });
  return {
    users: resources(directory.users.all(), user),
    deletedUsers: resources(directory.deletedUsers.all(), user),
    groups: resources(directory.groups.all(), (group) => ({
      // After every lag, so that the shown count is the actual one.
      ...groupResource(group, Infinity),
      settings: settingsResource(group),
      members: resources(group.members.all(), (member) => memberResource(member, directory, true)),
    })),
    licenses: byKey(
      directory.licenses.all().map(({ product, sku, holders }) => ({ product, sku, holders: [...holders].sort() })),
      ({ product, sku }) => `${product}/${sku}`,
    ),
    roleAssignments: resources(directory.roles.assignments.all(), assignmentResource),
  };
}

/** Returns the resources of stored objects by their ids. The objects are in the order of their ids. */
function resources<T extends { readonly id: string }>(
  all: readonly T[],
  resource: (stored: T) => object,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(all.map((stored) => [stored.id, resource(stored)]));
}
