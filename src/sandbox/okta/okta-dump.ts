import { byKey, type StateDump } from "../core/state-dump.ts";
import type { OktaState } from "./okta-state.ts";

/** Returns the complete state of the org. */
export function oktaDump(state: OktaState): StateDump {
  const users = state.users();
  const roles = users.flatMap((user) => state.adminRolesOf(user.id).map((role) => ({ ...role, user: user.id })));
  return {
    users: byKey(users, ({ id }) => id),
    groups: byKey(
      state.groups().map((group) => ({ ...group, members: byKey(state.membersOf(group.id), ({ id }) => id) })),
      ({ id }) => id,
    ),
    rules: byKey(state.rules(), ({ id }) => id),
    apps: byKey(
      state.apps().map((app) => ({ ...app, users: byKey(state.usersOfApp(app.id), ({ id }) => id) })),
      ({ id }) => id,
    ),
    adminRoles: byKey(roles, ({ id }) => id),
  };
}
