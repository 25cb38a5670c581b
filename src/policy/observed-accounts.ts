import { assignableKey, assignableOf } from "../model/assignable.ts";
import type { AccessModel, Entitlement, EntitlementRef, SystemId, User, UserId } from "../model/documents.ts";
import { numbersOf } from "../model/people.ts";
import type { Instant } from "../model/instant.ts";
import type { CompleteObservation, ObservedAccount } from "../model/observation.ts";
import { fillerOfType, groupNameKey } from "../model/provider.ts";
import { appendTo } from "../support/multi-map.ts";

/** The owner of each account of one system, live or not. */
export interface AccountJoin {
  readonly ownerOf: (account: ObservedAccount) => User | undefined;
  readonly accountsOf: (user: UserId) => readonly ObservedAccount[];
  /**
   * The last sign-in of the account: null for never, "unknown" where the provider does not report it. The provider omits the
   * field in both cases: where no account of a system has a sign-in, the system does not report sign-ins (unknown is not empty).
   */
  readonly lastSignIn: (account: ObservedAccount) => Instant | null | "unknown";
}

/**
 * Joins accounts to users by the join attribute, which is the employeeNumber or an earlier one, or by a reviewed adoption of the account's id. An
 * address alone is not a proof: addresses are assigned again to new people (engine.md 4).
 */
export function joinAccounts(model: AccessModel, { observed }: CompleteObservation): AccountJoin {
  const byNumber = new Map(
    [...model.users.values()].flatMap((user) => numbersOf(user).map((number) => [number, user] as const)),
  );
  const adopted = new Map(
    model.adoptions.filter(({ system }) => system === observed.system).map(({ account, user }) => [account, user]),
  );
  const ownerOf = (account: ObservedAccount): User | undefined => {
    if (account.join !== null) return byNumber.get(account.join);
    const user = adopted.get(account.id);
    return user === undefined ? undefined : model.users.get(user);
  };
  const accounts = new Map<UserId, ObservedAccount[]>();
  for (const account of observed.accounts) {
    const owner = ownerOf(account);
    if (owner === undefined) continue;
    appendTo(accounts, owner.id, account);
  }
  const reportsSignIns = observed.accounts.some(({ lastSignIn }) => lastSignIn !== null);
  return {
    ownerOf,
    accountsOf: (user) => accounts.get(user) ?? [],
    lastSignIn: ({ lastSignIn }) => {
      const instant = lastSignIn === null ? null : Date.parse(lastSignIn);
      return Number.isNaN(instant) || (instant === null && !reportsSignIns) ? "unknown" : instant;
    },
  };
}

/** Returns whether the account can still sign in: it is not suspended, archived, deactivated or deleted. */
export function isLive({ state }: ObservedAccount): boolean {
  return state !== "suspended" && state !== "archived" && state !== "deactivated" && state !== "deleted";
}

/** Returns the declared entitlements of each observed group by the group's id, matched by its current or a previous name. */
export function declaredGroups(
  model: AccessModel,
  { observed }: CompleteObservation,
): ReadonlyMap<string, readonly Entitlement[]> {
  const declared = new Map<string, Entitlement[]>();
  for (const entitlement of model.entitlements.values()) {
    if (entitlement.system !== (observed.system as SystemId) || entitlement.target.kind !== "group") continue;
    for (const name of new Set([entitlement.target.name, ...entitlement.previously])) {
      const key = groupNameKey(observed.provider, name);
      appendTo(declared, key, entitlement);
    }
  }
  const found = new Map<string, readonly Entitlement[]>();
  for (const group of observed.groups) {
    const entitlements = declared.get(groupNameKey(observed.provider, group.name));
    if (entitlements !== undefined && fillerOfType(group.type) === null) found.set(group.id, entitlements);
  }
  return found;
}

/** A direct assignment of a declared app, administrator role or licence. */
export interface DeclaredAssignment {
  readonly entitlement: Entitlement;
  /** The id of the account. */
  readonly account: string;
}

/** What is known about the declared apps, administrator roles and licences of one system. */
export interface DeclaredAssignments {
  readonly assignments: readonly DeclaredAssignment[];
  /** The entitlements whose holders were read. Of others it is not known who holds them. */
  readonly read: ReadonlySet<EntitlementRef>;
}

/** Returns the live assignments of what entitlements declare, matched by the exact name. */
export function declaredAssignments(model: AccessModel, { observed }: CompleteObservation): DeclaredAssignments {
  const { assignables = [], directAssignments = [], unreadDirectAssignments = {}, readFor } = observed;
  if (assignables.length === 0) return { assignments: [], read: new Set() };
  const declared = new Map<string, Entitlement>();
  for (const entitlement of model.entitlements.values()) {
    const target = entitlement.system === (observed.system as SystemId) ? assignableOf(entitlement.target) : null;
    if (target !== null) declared.set(assignableKey(target), entitlement);
  }
  const byTarget = new Map<string, Entitlement>();
  const read = new Set<EntitlementRef>();
  for (const live of assignables) {
    const entitlement = declared.get(assignableKey(live));
    if (entitlement === undefined || Object.hasOwn(unreadDirectAssignments, live.id)) continue;
    byTarget.set(`${live.kind} ${live.id}`, entitlement);
    if (readFor === undefined) read.add(entitlement.ref);
  }
  const assignments = directAssignments.flatMap(({ kind, target, account }) => {
    const entitlement = byTarget.get(`${kind} ${target}`);
    return entitlement === undefined ? [] : [{ entitlement, account }];
  });
  return { assignments, read };
}
