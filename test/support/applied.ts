import type { CompleteObservation, ObservedAccount, ObservedSystem } from "../../src/model/observation.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { complete } from "./observed.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What the providers would hold after these operations, done in order: the plan's own words taken literally. */
export function applyToObserved(
  operations: readonly Operation[],
  observations: readonly CompleteObservation[],
): readonly CompleteObservation[] {
  return observations.map(({ observed }) =>
    complete(operations.filter(({ system }) => system === observed.system).reduce(perform, observed)),
  );
}

/** The system after one operation. Throws where the provider would refuse it. */
export function perform(system: ObservedSystem, operation: Operation): ObservedSystem {
  const { action } = operation;
  const after = (operation.after ?? {}) as Fields;
  switch (action) {
    case "account.create":
      return { ...system, accounts: [...system.accounts, created(system, operation)] };
    case "account.adopt":
      return withAccount(system, operation, (account) => ({ ...account, join: String(after["join"]) }));
    case "account.update":
      return withAccount(system, operation, (account) => updated(system, account, after));
    case "account.activate":
    case "account.suspend":
    case "account.unsuspend":
    case "account.deactivate":
      return withAccount(system, operation, (account) => ({
        ...account,
        state: after["state"] as ObservedAccount["state"],
      }));
    case "group.create": {
      const id = `new-${operation.resource.name}`;
      return {
        ...system,
        groups: [
          ...system.groups,
          {
            id,
            name: operation.resource.name,
            type: system.provider === "google" ? "GOOGLE_GROUP" : "OKTA_GROUP",
            profile: after["profile"] as Fields,
            settings: null,
            ruleFed: false,
          },
        ],
        membershipsRead: [...system.membershipsRead, id],
      };
    }
    case "group.update":
      return {
        ...system,
        groups: system.groups.map((group) => {
          if (group.id !== operation.resource.id) return group;
          const { name, ...profile } = after;
          const isTitle = system.provider === "google" && typeof name === "string" && !name.includes("@");
          return {
            ...group,
            name: typeof name === "string" && !isTitle ? name : group.name,
            profile: { ...group.profile, ...profile, ...(isTitle ? { name } : {}) },
          };
        }),
      };
    case "membership.add":
      return { ...system, memberships: [...system.memberships, membershipOf(system, operation)] };
    case "membership.update":
      return {
        ...system,
        memberships: [...without(system, operation), membershipOf(system, operation)],
      };
    case "membership.remove":
      return { ...system, memberships: without(system, operation) };
    default:
      throw new Error(`no provider does ${action}`);
  }
}

function created(system: ObservedSystem, { resource, after }: Operation): ObservedAccount {
  const { address, join, profile, orgUnit, state } = (after ?? {}) as Fields;
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
