import { actions, type Sign } from "../../plan/actions.ts";
import type { Action, Operation } from "../../plan/operation.ts";

/** Returns the sign of an action, because colour alone is not accessible. */
export const actionSign = (action: Action): Sign => actions[action].sign;

/** Returns an operation as text, for example `add ada-lovelace to the okta group "Prod DB Admins"`. */
export function operationText({ action, system, user, account, resource }: Operation): string {
  const place = resource.kind === "group" ? `${system} group ${JSON.stringify(resource.name)}` : system;
  return actions[action].text(user ?? account?.address ?? "", place);
}
