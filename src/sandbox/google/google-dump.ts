import { byKey, type StateDump } from "../core/state-dump.ts";
import type { Directory } from "./directory.ts";
import type { GoogleState } from "./google-sandbox.ts";
import { assignmentResource } from "./roles.ts";

/** Returns the complete state of the tenant. */
export function googleDump(directory: Directory, state: GoogleState): StateDump {
  const idOf = ({ id }: { readonly id?: string | null }): string => id ?? "";
  return {
    users: byKey(
      state.users().map((user) => ({ ...user, signedOutAt: state.signedOutAt(idOf(user)) ?? null })),
      idOf,
    ),
    deletedUsers: byKey(state.deletedUsers(), idOf),
    groups: byKey(
      state.groups().map((group) => ({
        ...group,
        settings: state.settingsOf(idOf(group)),
        members: byKey(state.membersOf(idOf(group)), idOf),
      })),
      idOf,
    ),
    licenses: byKey(
      directory.licenses.all().map(({ product, sku }) => ({ product, sku, holders: state.holdersOf(product, sku) })),
      ({ product, sku }) => `${product}/${sku}`,
    ),
    roleAssignments: byKey(
      directory.roles.assignments.all().map(assignmentResource),
      ({ roleAssignmentId }) => roleAssignmentId ?? "",
    ),
  };
}
