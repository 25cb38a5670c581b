import type { MembershipOperation, Operation } from "../plan/operation.ts";

/** The ids of objects that this run creates, for operations that were planned without them. */
export interface CreatedIds {
  readonly remember: (system: string, kind: "account" | "group", name: string, id: string) => void;
  readonly find: (system: string, kind: "account" | "group", name: string) => string | undefined;
  /** Returns whether one of these operations creates an account. */
  readonly createsAccount: (operations: readonly string[]) => boolean;
}

/** @param operations all operations that the run applies */
export function createdIds(operations: readonly Operation[]): CreatedIds {
  const ids = new Map<string, string>();
  // Only the operation that creates an account lacks the account's id.
  const isCreation = ({ resource }: Operation): boolean => resource.kind === "account" && resource.id === null;
  const creating = new Set(operations.filter(isCreation).map(({ id }) => id));
  const keyOf = (system: string, kind: string, name: string): string =>
    JSON.stringify([system, kind, kind === "account" ? name.toLowerCase() : name]);
  return {
    remember: (system, kind, name, id) => ids.set(keyOf(system, kind, name), id),
    find: (system, kind, name) => ids.get(keyOf(system, kind, name)),
    createsAccount: (needed) => needed.some((id) => creating.has(id)),
  };
}

/** Returns the group of an operation on its members or settings; undefined: this run should have created it and did not. */
export function groupIdOf(
  { system, resource }: Pick<Operation, "system" | "resource">,
  ids: CreatedIds,
): string | undefined {
  return resource.id ?? ids.find(system, "group", resource.name);
}

/**
 * Returns the member: its account's id, or its address where it has no account in the tenant (Google). An account that
 * this plan creates is not named by its address: undefined if it was not created.
 */
export function memberOf({ system, account, dependsOn }: MembershipOperation, ids: CreatedIds): string | undefined {
  const id = account.id ?? ids.find(system, "account", account.address);
  if (id !== undefined) return id;
  return ids.createsAccount(dependsOn) ? undefined : account.address;
}
