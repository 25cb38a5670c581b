import type { ObservedDirectAssignment } from "../../src/model/direct-assignment.ts";
import type { CompleteObservation, ObservedAccount, ObservedSystem } from "../../src/model/observation.ts";
import type { Action, Operation } from "../../src/plan/operation.ts";
import { complete } from "./observed.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Returns the providers' state after these operations in order, exactly as the plan describes them. */
export function applyToObserved(
  operations: readonly Operation[],
  observations: readonly CompleteObservation[],
): readonly CompleteObservation[] {
  return observations.map(({ observed }) =>
    complete(operations.filter(({ system }) => system === observed.system).reduce(perform, observed)),
  );
}

/** Returns the system after one operation. Throws when the provider would reject it. */
export function perform(system: ObservedSystem, operation: Operation): ObservedSystem {
  return effects[operation.action](system, operation, operation.after ?? {});
}

type Effect = (system: ObservedSystem, operation: Operation, after: Fields) => ObservedSystem;

const move: Effect = (system, operation, after) =>
  withAccount(system, operation, (account) => ({ ...account, state: after["state"] as ObservedAccount["state"] }));

const effects: Readonly<Record<Action, Effect>> = {
  "account.create": (system, operation, after) => ({
    ...system,
    accounts: [...system.accounts, created(system, operation, after)],
  }),
  "account.adopt": (system, operation, after) =>
    withAccount(system, operation, (account) => ({ ...account, join: String(after["join"]) })),
  "account.update": (system, operation, after) =>
    withAccount(system, operation, (account) => updated(system, account, after)),
  "account.activate": move,
  "account.suspend": move,
  "account.unsuspend": move,
  "account.deactivate": move,
  "group.create": createGroup,
  "group.update": updateGroup,
  "group.configure": (system, operation, after) => {
    const id = groupIdOf(system, operation);
    const groups = system.groups.map((group) =>
      group.id === id ? { ...group, settings: { ...group.settings, ...after } } : group,
    );
    return { ...system, groups };
  },
  "membership.add": (system, operation) => ({
    ...system,
    memberships: [...system.memberships, membershipOf(system, operation)],
  }),
  "membership.update": (system, operation) => ({
    ...system,
    memberships: [...without(system, operation), membershipOf(system, operation)],
  }),
  "membership.remove": (system, operation) => ({ ...system, memberships: without(system, operation) }),
  "app.assign": assign,
  "app.update": (system, operation, after) => ({
    ...system,
    directAssignments: (system.directAssignments ?? []).map((one) =>
      isOf(operation, one) ? { ...one, profile: { ...one.profile, ...after } } : one,
    ),
  }),
  "app.unassign": unassign,
  "admin-role.assign": assign,
  "admin-role.unassign": unassign,
  "license.assign": assign,
  "license.unassign": unassign,
};

const isOf = ({ resource, account }: Operation, one: ObservedDirectAssignment): boolean =>
  one.kind === resource.kind && one.target === resource.id && one.account === account?.id;

function assign(system: ObservedSystem, operation: Operation, after: Fields): ObservedSystem {
  const { resource, account } = operation;
  const id = account?.id ?? system.accounts.find((known) => known.address === account?.address)?.id;
  const live = system.assignables?.find((one) => one.kind === resource.kind && one.id === resource.id);
  if (id === undefined || live === undefined) throw new Error(`no account or ${resource.name} to assign`);
  const assignments = system.directAssignments ?? [];
  if (assignments.some((one) => isOf({ ...operation, account: { id, address: "" } } as Operation, one)))
    throw new Error(`${id} has ${resource.name}`);
  const assignment = {
    kind: live.kind,
    target: live.id,
    account: id,
    id: live.kind === "adminRole" ? `ra-${live.id}-${id}` : null,
    profile: after["profile"] as Fields | null,
  };
  return { ...system, directAssignments: [...assignments, assignment] };
}

function unassign(system: ObservedSystem, operation: Operation): ObservedSystem {
  const assignments = system.directAssignments ?? [];
  const left = assignments.filter((one) => !isOf(operation, one));
  // What the provider ended with the account is as wanted.
  if (left.length === assignments.length && !isDeactivated(system, operation)) throw new Error("no such assignment");
  return { ...system, directAssignments: left };
}

const isDeactivated = ({ accounts }: ObservedSystem, { account }: Operation): boolean =>
  accounts.some(({ id, state }) => id === account?.id && state === "deactivated");

function createGroup(system: ObservedSystem, { resource: { name } }: Operation, after: Fields): ObservedSystem {
  if (system.groups.some((group) => group.name === name)) throw new Error(`the group ${name} exists`);
  const id = `new-${name}`;
  const type = system.provider === "google" ? "GOOGLE_GROUP" : "OKTA_GROUP";
  const group = {
    id,
    name,
    type,
    profile: after["profile"] as Fields,
    settings: null,
    ruleFed: false,
    writable: true,
  } as const;
  return { ...system, groups: [...system.groups, group], membershipsRead: [...system.membershipsRead, id] };
}

function updateGroup(system: ObservedSystem, { resource }: Operation, after: Fields): ObservedSystem {
  const { name, ...profile } = after;
  const isTitle = system.provider === "google" && typeof name === "string" && !name.includes("@");
  const groups = system.groups.map((group) =>
    group.id === resource.id
      ? {
          ...group,
          name: typeof name === "string" && !isTitle ? name : group.name,
          profile: { ...group.profile, ...profile, ...(isTitle ? { name } : {}) },
        }
      : group,
  );
  return { ...system, groups };
}

function created(system: ObservedSystem, { resource }: Operation, after: Fields): ObservedAccount {
  const { address, join, profile, orgUnit, state } = after;
  if (system.accounts.some((account) => account.address === address)) throw new Error(`${resource.name} exists`);
  return {
    id: `new-${String(address)}`,
    address: String(address),
    join: String(join),
    state: system.provider === "google" && state === "staged" ? "suspended" : (state as ObservedAccount["state"]),
    profile: { ...(profile as Fields), ...(orgUnit === null ? {} : { orgUnitPath: orgUnit }) },
    lastSignIn: null,
  };
}

function updated(system: ObservedSystem, account: ObservedAccount, set: Fields): ObservedAccount {
  if (account.state === "deactivated") throw new Error(`${account.id} is deactivated`);
  const address = set[system.provider === "google" ? "primaryEmail" : "login"];
  return {
    ...account,
    address: typeof address === "string" ? address : account.address,
    profile: { ...account.profile, ...set },
  };
}

function withAccount(
  system: ObservedSystem,
  { resource }: Operation,
  change: (account: ObservedAccount) => ObservedAccount,
): ObservedSystem {
  if (!system.accounts.some(({ id }) => id === resource.id)) throw new Error(`no account ${resource.id ?? ""}`);
  return {
    ...system,
    accounts: system.accounts.map((account) => (account.id === resource.id ? change(account) : account)),
  };
}

function groupIdOf(system: ObservedSystem, { resource }: Operation): string {
  const id = resource.id ?? system.groups.find(({ name }) => name === resource.name)?.id;
  if (id === undefined) throw new Error(`no group ${resource.name}`);
  return id;
}

function membershipOf(system: ObservedSystem, operation: Operation) {
  const { id, address } = operation.account ?? { id: null, address: "" };
  const account = id ?? system.accounts.find((known) => known.address === address)?.id ?? null;
  if (account === null && system.provider === "okta") throw new Error(`no account ${address} to be a member`);
  const role = (operation.after as { readonly role: "member" | "manager" | "owner" }).role;
  return { group: groupIdOf(system, operation), account, address: account === null ? address : null, role };
}

function without(system: ObservedSystem, operation: Operation) {
  const group = groupIdOf(system, operation);
  const { id, address } = operation.account ?? { id: null, address: "" };
  const kept = system.memberships.filter(
    (membership) =>
      membership.group !== group ||
      (id === null ? membership.address?.toLowerCase() !== address.toLowerCase() : membership.account !== id),
  );
  if (kept.length === system.memberships.length) throw new Error(`${address} is not in ${operation.resource.name}`);
  return kept;
}
