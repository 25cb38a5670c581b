import type { Assignment } from "../model/assignment.ts";
import type { Entitlement, EntitlementRef, Grant, User, UserId } from "../model/documents.ts";
import { type AssignmentIndex, assignmentsOfUser, heldAt } from "../model/effective.ts";
import { isPrivileged, stateOf } from "../model/lifecycle.ts";
import type { CompleteObservation } from "../model/observation.ts";
import { type Peers, peersIn } from "../model/peers.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";
import { type AccountJoin, joinAccounts } from "./observed-accounts.ts";
import { type ObservedHoldings, observedHoldings } from "./observed-holdings.ts";
import { appendTo } from "../support/multi-map.ts";
import { reachedByTarget, targetName } from "../model/grant-target.ts";

/** Facts about one model at one instant that several rules need. Each is computed at the first call and cached. */
export interface Facts {
  /** Users who are active at the instant, in the order of their files. */
  readonly activeUsers: () => readonly User[];
  /** Entitlements of tier high or critical that are not retired. */
  readonly privileged: () => ReadonlyMap<EntitlementRef, Entitlement>;
  /** Every assignment of an entitlement at any time, by user in file order. */
  readonly assignmentsOf: (entitlement: EntitlementRef) => readonly Assignment[];
  /** Users who hold the entitlement at the instant. */
  readonly holdersOf: (entitlement: EntitlementRef) => readonly UserId[];
  readonly holdsNow: (user: UserId, entitlement: EntitlementRef) => boolean;
  readonly peersOf: (user: User) => Peers;
  /** The entitlements that a grant gives, through inclusion and nesting; empty for an eligible grant. */
  readonly givenBy: (grant: Grant) => readonly EntitlementRef[];
  /** The owner of each account in one observation. */
  readonly accountsIn: (observation: CompleteObservation) => AccountJoin;
  /** The declared entitlements that accounts hold in one observation, through nested groups as well. */
  readonly holdingsIn: (observation: CompleteObservation) => ObservedHoldings;
}

export function factsOf(resolved: ResolvedModel): Facts {
  const { model, index, at } = resolved;
  const activeUsers = once(() => [...model.users.values()].filter((user) => stateOf(user, at) === "active"));
  const privileged = once(
    () => new Map([...model.entitlements].filter(([, { tier, status }]) => status === "active" && isPrivileged(tier))),
  );
  const byEntitlement = once(() => {
    const found = new Map<EntitlementRef, Assignment[]>();
    for (const assignments of index.byUser.values())
      for (const assignment of assignments) appendTo(found, assignment.entitlement, assignment);
    return found;
  });
  const assignmentsOf = (ref: EntitlementRef): readonly Assignment[] => byEntitlement().get(ref) ?? [];
  const peers = once(() => peersIn(resolved));
  const given = new Map<string, readonly EntitlementRef[]>();
  const joins = new Map<CompleteObservation, AccountJoin>();
  const holdings = new Map<CompleteObservation, ObservedHoldings>();
  const accountsIn = (observation: CompleteObservation): AccountJoin =>
    cached(joins, observation, () => joinAccounts(model, observation));
  return {
    activeUsers,
    privileged,
    assignmentsOf,
    holdersOf: (ref) =>
      assignmentsOf(ref)
        .filter((assignment) => heldAt(assignment, at))
        .map(({ user }) => user),
    holdsNow: (user, ref) =>
      assignmentsOfUser(index, user).some((assignment) => assignment.entitlement === ref && heldAt(assignment, at)),
    peersOf: (user) => peers()(user),
    givenBy: (grant) => (grant.eligible ? [] : cached(given, targetName(grant.target), () => reachedBy(grant, index))),
    accountsIn,
    holdingsIn: (observation) =>
      cached(holdings, observation, () => observedHoldings(model, observation, accountsIn(observation))),
  };
}

function reachedBy({ target }: Grant, { closure }: AssignmentIndex): readonly EntitlementRef[] {
  return [...new Set(reachedByTarget(target, closure).map(({ entitlement }) => entitlement))];
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

function cached<K, V>(cache: Map<K, V>, key: K, compute: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = compute();
  cache.set(key, value);
  return value;
}
