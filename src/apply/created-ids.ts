import type { Operation } from "../plan/operation.ts";

/** The ids of what this run created, for the operations that could not know them when they were planned. */
export interface CreatedIds {
  readonly remember: (system: string, kind: "account" | "group", name: string, id: string) => void;
  readonly find: (system: string, kind: "account" | "group", name: string) => string | undefined;
}

export function createdIds(): CreatedIds {
  const ids = new Map<string, string>();
  const keyOf = (system: string, kind: string, name: string): string =>
    JSON.stringify([system, kind, kind === "account" ? name.toLowerCase() : name]);
  return {
    remember: (system, kind, name, id) => ids.set(keyOf(system, kind, name), id),
    find: (system, kind, name) => ids.get(keyOf(system, kind, name)),
  };
}

/** The group that a membership operation is about; undefined: it was to be created in this run and is not there. */
export function groupIdOf({ system, resource }: Operation, ids: CreatedIds): string | undefined {
  return resource.id ?? ids.find(system, "group", resource.name);
}

/**
 * The member: its account's id, or its address where it has no account in the tenant (Google). An account that this plan
 * creates is never named by its address: undefined where it is not there.
 */
export function memberOf({ system, account, dependsOn }: Operation, ids: CreatedIds): string | undefined {
  if (account === null) return undefined;
  const id = account.id ?? ids.find(system, "account", account.address);
  if (id !== undefined) return id;
  const isCreatedHere = dependsOn.some((operation) => operation.startsWith(`${system}:account.create:`));
  return isCreatedHere ? undefined : account.address;
}
