import type { Operation } from "../../plan/operation.ts";
import { accountAdoptStep, accountMoveStep, accountUpdateStep } from "./account-change.ts";
import { accountCreateStep } from "./account-create.ts";
import { directAssignmentStep } from "./direct-assignment.ts";
import { groupConfigureStep, groupCreateStep, groupUpdateStep } from "./group.ts";
import { membershipStep } from "./membership.ts";
import type { Step, StepContext } from "./step.ts";

/** Returns the executable step of an operation; null if it needs the id of an object that this run did not create. */
export function stepOf(operation: Operation, context: StepContext): Step | null {
  const { reader, ids } = context;
  switch (operation.action) {
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
      return accountMoveStep(operation, reader);
    case "group.create":
      return groupCreateStep(operation, reader, ids);
    case "group.update":
      return groupUpdateStep(operation, reader);
    case "group.configure":
      return groupConfigureStep(operation, reader, ids);
    case "membership.add":
    case "membership.update":
    case "membership.remove":
      return membershipStep(operation, context);
    case "app.assign":
    case "app.update":
    case "app.unassign":
    case "admin-role.assign":
    case "admin-role.unassign":
    case "license.assign":
    case "license.unassign":
      return directAssignmentStep(operation, context);
  }
}
