import type { AssignableKind } from "../../model/direct-assignment.ts";
import type { AssignmentOperation, AssignOperation, UnassignOperation, UpdateApp } from "../../plan/operation.ts";
import type { AccessReader, DirectAssignmentWrite } from "../../ports/access.ts";
import type { CreatedIds } from "../created-ids.ts";
import { firstDifference, judgeFields, withRemovals } from "./compare.ts";
import {
  asPlanned,
  asWanted,
  differs,
  nothingCreated,
  readObject,
  type ReadResult,
  type Step,
  type StepContext,
  unknown,
} from "./step.ts";

/** What a read of one assignment shows: its id and its profile; null: it does not exist. */
type Shown = { readonly id: string | null; readonly profile: Readonly<Record<string, unknown>> | null } | null;

/**
 * Gives, changes or ends an assignment of an app, an administrator role or a licence. Returns null if the account was not
 * created, or the assignment has no id to end it by.
 */
export function directAssignmentStep(operation: AssignmentOperation, { reader, ids }: StepContext): Step | null {
  const account = accountOf(operation, ids);
  const write = account === undefined ? null : writeOf(operation, account);
  if (account === undefined || write === null) return null;
  const { kind, id: target } = operation.resource;
  return {
    write,
    read: () => readAssignment(reader, { kind, target, account }, (shown) => judge(operation, shown)),
    created: nothingCreated,
  };
}

const accountOf = ({ system, account }: AssignmentOperation, ids: CreatedIds): string | undefined =>
  account.id ?? ids.find(system, "account", account.address);

function readAssignment(
  reader: AccessReader,
  { kind, target, account }: { readonly kind: AssignableKind; readonly target: string; readonly account: string },
  judged: (shown: Shown) => ReadResult,
): Promise<ReadResult> {
  if (reader.directAssignment === undefined)
    return Promise.resolve(unknown("this provider does not show direct assignments"));
  return readObject(
    async () => (await reader.directAssignment?.(kind, target, account)) ?? { kind: "absent" },
    (found) => judged(found ?? null),
  );
}

function judge(operation: AssignmentOperation, shown: Shown): ReadResult {
  switch (operation.action) {
    case "app.assign":
    case "admin-role.assign":
    case "license.assign":
      return judgeAssign(operation, shown);
    case "app.update":
      return judgeUpdate(operation, shown);
    case "app.unassign":
    case "admin-role.unassign":
    case "license.unassign":
      return judgeUnassign(operation, shown);
  }
}

function judgeAssign({ after }: AssignOperation, shown: Shown): ReadResult {
  if (shown === null) return asPlanned;
  const difference = firstDifference(after.profile ?? {}, (name) => shown.profile?.[name] ?? null);
  return difference === undefined ? asWanted : differs(`expected no assignment, got one: ${difference}`);
}

function judgeUpdate({ before, after }: UpdateApp, shown: Shown): ReadResult {
  if (shown === null) return differs("expected an assignment, got none");
  return judgeFields({ before, after: withRemovals(before, after) }, (name) => shown.profile?.[name] ?? null);
}

function judgeUnassign({ before: { assignment } }: UnassignOperation, shown: Shown): ReadResult {
  if (shown === null) return asWanted;
  if (shown.id === assignment) return asPlanned;
  return differs(`expected the assignment ${assignment ?? "without an id"}, got ${shown.id ?? "one without an id"}`);
}

function writeOf(operation: AssignmentOperation, account: string): DirectAssignmentWrite | null {
  const { id } = operation.resource;
  switch (operation.action) {
    case "app.assign":
      return { action: operation.action, app: id, account, profile: operation.after.profile ?? {} };
    case "app.update":
      return {
        action: operation.action,
        app: id,
        account,
        profile: withRemovals(operation.before, operation.after),
      };
    case "app.unassign":
      return { action: operation.action, app: id, account };
    case "admin-role.assign":
      return { action: operation.action, role: id, account };
    case "admin-role.unassign": {
      const { assignment } = operation.before;
      return assignment === null ? null : { action: operation.action, role: id, assignment, account };
    }
    case "license.assign":
    case "license.unassign":
      return { action: operation.action, license: id, account };
  }
}
