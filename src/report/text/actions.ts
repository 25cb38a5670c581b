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
export function operationText(operation: Operation): string {
  const { action, system, user, account, resource } = operation;
  const noun = resourceNouns[resource.kind];
  const place = noun === null ? system : `${system} ${noun} ${JSON.stringify(resource.name)}`;
  const title = newTitle(operation);
  if (title !== null)
    return `rename the ${place}: title ${JSON.stringify(title.before)} → ${JSON.stringify(title.after)}`;
  return actions[action].text(user ?? account?.address ?? "", place);
}

/**
 * Returns the titles of a group whose title is changed and whose address stays; null for other operations. Both fields are
 * called `name`: a new address replaces the name by which the operation finds the group.
 */
export function newTitle({
  action,
  resource,
  before,
  after,
}: Pick<Operation, "action" | "resource" | "before" | "after">): {
  readonly before: string;
  readonly after: string;
} | null {
  if (actions[action].object !== "group") return null;
  const [old, now] = [nameIn(before), nameIn(after)];
  return typeof old === "string" && typeof now === "string" && old !== resource.name
    ? { before: old, after: now }
    : null;
}

const nameIn = (values: Operation["after"]): unknown =>
  new Map<string, unknown>(Object.entries(values ?? {})).get("name");
