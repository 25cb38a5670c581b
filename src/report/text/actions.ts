import { actions, type Sign } from "../../plan/actions.ts";
import type { Action, Operation } from "../../plan/operation.ts";

/** Returns the sign of an action: never colour alone. */
export const actionSign = (action: Action): Sign => actions[action].sign;

/** Returns the whole operation in words: who, what and where, such as `add ada-lovelace to the okta group "Prod DB Admins"`. */
export function operationWords({ action, system, user, account, resource }: Operation): string {
  const place = resource.kind === "group" ? `${system} group ${JSON.stringify(resource.name)}` : system;
  return actions[action].text(user ?? account?.address ?? "", place);
}
