import type { ObservedAccount, ObservedGroup, ObservedMembership, ObservedSystem } from "../model/observation.ts";

/** The current state of the accounts and groups that changed, and the ids of those that no longer exist. */
export interface Changes {
  readonly accounts: readonly ObservedAccount[];
  readonly groups: readonly ObservedGroup[];
  readonly gone: ReadonlySet<string>;
}

/** Returns the accounts and groups after the changes: unchanged and changed ones in their order, then the new ones. */
export function mergedObjects(
  { accounts, groups }: ObservedSystem,
  changes: Changes,
): Pick<ObservedSystem, "accounts" | "groups"> {
  return {
    accounts: merged(accounts, changes.accounts, changes.gone),
    groups: merged(groups, changes.groups, changes.gone),
  };
}

function merged<T extends { readonly id: string }>(
  before: readonly T[],
  changed: readonly T[],
  gone: ReadonlySet<string>,
): readonly T[] {
  const byId = new Map(before.map((one) => [one.id, one]));
  for (const one of changed) byId.set(one.id, one);
  return [...byId.values()].filter(({ id }) => !gone.has(id));
}

/**
 * Returns the memberships after the changes.
 * @param wanted ids of the groups whose members are part of the state
 * @param read the members of the groups that were read, by the group's id
 */
export function mergedMemberships(
  { memberships }: ObservedSystem,
  {
    wanted,
    read,
    gone,
  }: {
    readonly wanted: ReadonlySet<string>;
    readonly read: ReadonlyMap<string, readonly ObservedMembership[]>;
    readonly gone: ReadonlySet<string>;
  },
): readonly ObservedMembership[] {
  const kept = memberships.filter(
    ({ group, account }) => wanted.has(group) && !read.has(group) && (account === null || !gone.has(account)),
  );
  return [...kept, ...[...read.values()].flat()];
}
