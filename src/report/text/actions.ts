import type { Action, Operation } from "../../plan/operation.ts";

/** The sign of an action: never colour alone. */
export function actionSign(action: Action): "+" | "~" | "-" | "!" {
  switch (action) {
    case "account.create":
    case "account.adopt":
    case "group.create":
    case "group.nest":
    case "membership.add":
    case "app.assign":
    case "group-app.assign":
    case "admin-role.assign":
    case "license.assign":
    case "task.open":
      return "+";
    case "account.update":
    case "account.transfer-data":
    case "group.update":
    case "membership.update":
    case "app.update":
      return "~";
    case "group.unnest":
    case "membership.remove":
    case "app.unassign":
    case "group-app.unassign":
    case "admin-role.unassign":
    case "license.unassign":
    case "task.close":
      return "-";
    case "account.activate":
    case "account.suspend":
    case "account.unsuspend":
    case "account.unlock":
    case "account.deactivate":
    case "account.signout":
    case "account.revoke-tokens":
      return "!";
  }
}

const sentences: Readonly<Record<Action, (subject: string, target: string) => string>> = {
  "account.create": (who, where) => `create the account of ${who} in ${where}`,
  "account.adopt": (who, where) => `adopt the live account of ${who} in ${where}`,
  "account.activate": (who, where) => `activate the account of ${who} in ${where}`,
  "account.update": (who, where) => `update the account of ${who} in ${where}`,
  "account.suspend": (who, where) => `suspend the account of ${who} in ${where}`,
  "account.unsuspend": (who, where) => `unsuspend the account of ${who} in ${where}`,
  "account.unlock": (who, where) => `unlock the account of ${who} in ${where}`,
  "account.deactivate": (who, where) => `deactivate the account of ${who} in ${where}`,
  "account.signout": (who, where) => `end the sessions of ${who} in ${where}`,
  "account.revoke-tokens": (who, where) => `revoke the tokens of ${who} in ${where}`,
  "account.transfer-data": (who, where) => `transfer the data of ${who} in ${where}`,
  "group.create": (_, where) => `create the ${where}`,
  "group.update": (_, where) => `update the ${where}`,
  "group.nest": (_, where) => `nest a group in the ${where}`,
  "group.unnest": (_, where) => `take a nested group out of the ${where}`,
  "membership.add": (who, where) => `add ${who} to the ${where}`,
  "membership.update": (who, where) => `change the role of ${who} in the ${where}`,
  "membership.remove": (who, where) => `remove ${who} from the ${where}`,
  "app.assign": (who, where) => `assign an application to ${who} in ${where}`,
  "app.update": (who, where) => `update an application of ${who} in ${where}`,
  "app.unassign": (who, where) => `take an application from ${who} in ${where}`,
  "group-app.assign": (_, where) => `assign an application to the ${where}`,
  "group-app.unassign": (_, where) => `take an application from the ${where}`,
  "admin-role.assign": (who, where) => `give ${who} an administrator role in ${where}`,
  "admin-role.unassign": (who, where) => `take an administrator role from ${who} in ${where}`,
  "license.assign": (who, where) => `assign a licence to ${who} in ${where}`,
  "license.unassign": (who, where) => `take a licence from ${who} in ${where}`,
  "task.open": (who, where) => `open a task for ${who} in ${where}`,
  "task.close": (who, where) => `close a task for ${who} in ${where}`,
};

/** An action as a sentence without its subject's sign: `add ada-lovelace to the okta group "Prod DB Admins"`. */
export function actionWords(action: Action, subject: string, target: string): string {
  return sentences[action](subject, target);
}

/** A whole operation in words: who, what and where. */
export function operationWords(operation: Operation): string {
  const subject = operation.user ?? operation.account?.address ?? "";
  const target =
    operation.resource.kind === "group"
      ? `${operation.system} group ${JSON.stringify(operation.resource.name)}`
      : operation.system;
  return actionWords(operation.action, subject, target);
}
