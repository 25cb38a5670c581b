import type { AccessReader, ProviderWrite } from "../../ports/access.ts";
import type { Action, Operation } from "../../plan/operation.ts";
import type { CreatedIds } from "../created-ids.ts";
import { accountAdoptStep, accountMoveStep, accountUpdateStep } from "./account-change.ts";
import { accountCreateStep } from "./account-create.ts";
import { groupCreateStep, groupUpdateStep } from "./group.ts";
import { membershipStep } from "./membership.ts";
import type { Step } from "./step.ts";

type Supported = ProviderWrite["action"];

const supported: ReadonlySet<string> = new Set<Supported>([
  "account.create",
  "account.adopt",
  "account.update",
  "account.activate",
  "account.suspend",
  "account.unsuspend",
  "account.deactivate",
  "group.create",
  "group.update",
  "membership.add",
  "membership.update",
  "membership.remove",
]);

/** Whether this version knows how to carry the action out. */
export const isSupported = (action: Action): action is Supported => supported.has(action);

/** The operation made ready; undefined where it does not say what its action needs, or an id is missing. */
export function stepOf(operation: Operation, reader: AccessReader, ids: CreatedIds): Step | undefined {
  const { action } = operation;
  if (!isSupported(action)) return undefined;
  switch (action) {
    case "account.create":
      return accountCreateStep(operation, reader, ids);
    case "account.adopt":
      return accountAdoptStep(operation, reader);
    case "account.update":
      return accountUpdateStep(operation, reader);
    case "account.activate":
    case "account.suspend":
    case "account.unsuspend":
    case "account.deactivate":
      return accountMoveStep(operation, action, reader);
    case "group.create":
      return groupCreateStep(operation, reader, ids);
    case "group.update":
      return groupUpdateStep(operation, reader);
    case "membership.add":
    case "membership.update":
    case "membership.remove":
      return membershipStep(operation, action, { reader, ids });
  }
}
