import type { Operation as OperationDocument } from "../../src/formats/answers.generated.ts";
import type { AssignableKind } from "../../src/model/direct-assignment.ts";
import type { Action, Operation } from "../../src/plan/operation.ts";
import { parsePlan } from "../../src/plan/saved/parse-plan.ts";

const live = {
  user: "ada",
  account: { id: "00u-ada", address: "ada@acme.example" },
  entitlement: null,
  resource: { kind: "account", id: "00u-ada", name: "ada@acme.example" },
  patch: [],
} as const;
const group = {
  user: null,
  account: null,
  entitlement: "okta/crew",
  resource: { kind: "group", id: "00g-crew", name: "crew" },
  patch: [],
} as const;
const membership = { ...group, user: "ada", account: live.account } as const;

const assigned = (kind: AssignableKind) =>
  ({ ...membership, resource: { kind, id: `id-${kind}`, name: `the ${kind}` } }) as const;

type Own = Pick<OperationDocument, "user" | "account" | "entitlement" | "resource" | "before" | "after"> & {
  readonly patch: readonly [];
};

/** The fields of one sample operation for each action. */
const samples: Readonly<Record<Action, Own>> = {
  "account.create": {
    ...live,
    account: null,
    resource: { ...live.resource, id: null },
    before: null,
    after: { address: "ada@acme.example", join: "n-ada", profile: {}, orgUnit: null, state: "active" },
  },
  "account.adopt": { ...live, before: { join: null }, after: { join: "n-ada" } },
  "account.activate": { ...live, before: { state: "staged" }, after: { state: "active" } },
  "account.update": { ...live, before: { title: null }, after: { title: "Clerk" } },
  "account.suspend": { ...live, before: { state: "active" }, after: { state: "suspended" } },
  "account.unsuspend": { ...live, before: { state: "suspended" }, after: { state: "active" } },
  "account.deactivate": { ...live, before: { state: "suspended" }, after: { state: "deactivated" } },
  "group.create": {
    ...group,
    resource: { ...group.resource, id: null },
    before: null,
    after: { name: "crew", profile: {} },
  },
  "group.update": { ...group, before: { description: null }, after: { description: "The crew" } },
  "group.configure": {
    ...group,
    before: { whoCanJoin: "INVITED_CAN_JOIN" },
    after: { whoCanJoin: "ANYONE_CAN_JOIN" },
  },
  "membership.add": { ...membership, before: null, after: { role: "member" } },
  "membership.update": { ...membership, before: { role: "member" }, after: { role: "owner" } },
  "membership.remove": { ...membership, before: { role: "member" }, after: null },
  "app.assign": { ...assigned("app"), before: null, after: { profile: { title: "Clerk" } } },
  "app.update": { ...assigned("app"), before: { title: null }, after: { title: "Clerk" } },
  "app.unassign": { ...assigned("app"), before: { assignment: null }, after: null },
  "admin-role.assign": { ...assigned("adminRole"), before: null, after: { profile: null } },
  "admin-role.unassign": { ...assigned("adminRole"), before: { assignment: "ra1" }, after: null },
  "license.assign": { ...assigned("license"), before: null, after: { profile: null } },
  "license.unassign": { ...assigned("license"), before: { assignment: null }, after: null },
};

export const everyAction = Object.keys(samples) as readonly Action[];

/** Returns an operation as in a saved plan: the action's sample with changes. */
export function operationDocument(
  action: Action | OperationDocument["action"],
  changes: { readonly [Name in keyof OperationDocument]?: unknown } = {},
): OperationDocument {
  const sample = samples[action as Action] ?? samples["membership.add"];
  return {
    id: `okta:${action}:sample`,
    action,
    system: "okta",
    ...sample,
    origin: "change",
    tier: "low",
    because: [],
    dependsOn: [],
    ...changes,
  } as OperationDocument;
}

/** Returns the parsed operation. Throws when a saved plan with it would be rejected. */
export function anOperation(action: Action, changes: Parameters<typeof operationDocument>[1] = {}): Operation {
  const parsed = parsePlan(planDocument([operationDocument(action, changes)]));
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));
  const [operation] = parsed.plan.operations;
  if (operation === undefined) throw new Error("the operation was lost");
  return operation;
}

export const planDocument = (operations: readonly OperationDocument[]): Parameters<typeof parsePlan>[0] => ({
  version: 1,
  at: "2026-11-21T09:00:00Z",
  head: null,
  base: null,
  digest: `sha256:${"0".repeat(64)}`,
  accessChanges: [],
  modelChanges: [],
  operations: [...operations],
  findings: [],
  guards: [],
  unmanaged: {},
  summary: { create: 0, update: 0, remove: 0 },
});
