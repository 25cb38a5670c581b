import { assignableNouns } from "../../model/assignable.ts";
import { actions, type Sign } from "../../plan/actions.ts";
import type { Action, Operation, ResourceKind } from "../../plan/operation.ts";

/** Returns the sign of an action, because colour alone is not accessible. */
export const actionSign = (action: Action): Sign => actions[action].sign;

/** What the object of an operation is called next to its name; null: the object is the account itself. */
export const resourceNouns: Readonly<Record<ResourceKind, string | null>> = {
  account: null,
  group: "group",
  ...assignableNouns,
};

/** Returns an operation as text, for example `add ada-lovelace to the okta group "Prod DB Admins"`. */
export function operationText({ action, system, user, account, resource }: Operation): string {
  const noun = resourceNouns[resource.kind];
  const place = noun === null ? system : `${system} ${noun} ${JSON.stringify(resource.name)}`;
  return actions[action].text(user ?? account?.address ?? "", place);
}
