import type { EntitlementRef, GroupRole, UserId } from "../../model/documents.ts";
import type { AssignableKind } from "../../model/direct-assignment.ts";
import { type AccountState, accountStates } from "../../model/account-state.ts";
import type { Action, Attributes, NewAccount, Operation, PatchStep, Resource, ResourceKind } from "../operation.ts";
import { emptyList, fields, list, map, nothing, nullable, oneOf, type Shape, text } from "./shape.ts";

/** The fields that differ between actions. The schema checks the others. */
type Own<Of extends Operation> = Pick<
  Of,
  "user" | "account" | "entitlement" | "resource" | "before" | "after" | "patch"
>;

type OwnShapes = { readonly [Name in Action]: Shape<Own<Extract<Operation, { readonly action: Name }>>> };

const accountState = oneOf<AccountState>(accountStates);
const role = fields<{ readonly role: GroupRole }>({
  role: oneOf<GroupRole>({ member: true, manager: true, owner: true }),
});
const user = text<UserId>();
const entitlement = text<EntitlementRef>();
const patch = list<PatchStep>();

function resource<Kind extends ResourceKind, Id extends string | null>(
  kind: Kind,
  id: Shape<Id>,
): Shape<Resource<Kind, Id>> {
  return fields<Resource<Kind, Id>>({ kind: oneOf<Kind>({ [kind]: true } as Record<Kind, true>), id, name: text() });
}

const liveHolder = fields<{ readonly id: string; readonly address: string }>({ id: text(), address: text() });
const liveAccount = {
  user,
  account: liveHolder,
  entitlement: nullable(entitlement),
  resource: resource("account", text()),
};
const moveTo = <State extends AccountState>(state: State) => ({
  ...liveAccount,
  before: fields<{ readonly state: AccountState }>({ state: accountState }),
  after: fields<{ readonly state: State }>({ state: oneOf<State>({ [state]: true } as Record<State, true>) }),
  patch: emptyList,
});
const group = { user: nothing, account: nothing, entitlement };
const membership = {
  account: fields<{ readonly id: string | null; readonly address: string }>({ id: nullable(text()), address: text() }),
  entitlement,
  resource: resource("group", nullable(text())),
  patch: emptyList,
};

const assign = <Kind extends AssignableKind>(kind: Kind) => ({
  user,
  account: fields<{ readonly id: string | null; readonly address: string }>({ id: nullable(text()), address: text() }),
  entitlement,
  resource: resource(kind, text()),
  before: nothing,
  after: fields<{ readonly profile: Attributes | null }>({ profile: nullable(map) }),
  patch: emptyList,
});
const unassign = <Kind extends AssignableKind>(kind: Kind) => ({
  user: nullable(user),
  account: liveHolder,
  entitlement,
  resource: resource(kind, text()),
  before: fields<{ readonly assignment: string | null }>({ assignment: nullable(text()) }),
  after: nothing,
  patch: emptyList,
});

/** The required fields of each action's operation, by action. */
export const operationShapes: OwnShapes = {
  "account.create": fields({
    user,
    account: nothing,
    entitlement: nullable(entitlement),
    resource: resource("account", nothing),
    before: nothing,
    after: fields<NewAccount>({
      address: text(),
      join: text(),
      profile: map,
      orgUnit: nullable(text()),
      state: oneOf<NewAccount["state"]>({ active: true, staged: true }),
    }),
    patch: emptyList,
  }),
  "account.adopt": fields({
    ...liveAccount,
    before: fields<{ readonly join: string | null }>({ join: nullable(text()) }),
    after: fields<{ readonly join: string }>({ join: text() }),
    patch: emptyList,
  }),
  "account.update": fields({ ...liveAccount, before: map, after: map, patch }),
  "account.activate": fields(moveTo("active")),
  "account.suspend": fields(moveTo("suspended")),
  "account.unsuspend": fields(moveTo("active")),
  "account.deactivate": fields(moveTo("deactivated")),
  "group.create": fields({
    ...group,
    resource: resource("group", nothing),
    before: nothing,
    after: fields<{ readonly name: string; readonly profile: Readonly<Record<string, unknown>> }>({
      name: text(),
      profile: map,
    }),
    patch: emptyList,
  }),
  "group.update": fields({ ...group, resource: resource("group", text()), before: map, after: map, patch }),
  "group.configure": fields({
    ...group,
    resource: resource("group", nullable(text())),
    before: map,
    after: map,
    patch,
  }),
  "membership.add": fields({ ...membership, user: nullable(user), before: nothing, after: role }),
  "membership.update": fields({ ...membership, user: nullable(user), before: role, after: role }),
  "membership.remove": fields({ ...membership, user: nullable(user), before: role, after: nothing }),
  "app.assign": fields(assign("app")),
  "app.update": fields({
    user,
    account: liveHolder,
    entitlement,
    resource: resource("app", text()),
    before: map,
    after: map,
    patch,
  }),
  "app.unassign": fields(unassign("app")),
  "admin-role.assign": fields(assign("adminRole")),
  "admin-role.unassign": fields(unassign("adminRole")),
  "license.assign": fields(assign("license")),
  "license.unassign": fields(unassign("license")),
};
