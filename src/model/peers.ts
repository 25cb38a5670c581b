import type { EntitlementRef, User, UserId } from "./documents.ts";
import { assignmentsOfUser, heldAt } from "./effective.ts";
import { stateOf } from "./lifecycle.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/** The peers of one user, without the user. */
export interface Peers {
  readonly count: number;
  /** Returns how many of them hold the entitlement at the instant. */
  readonly holding: (entitlement: EntitlementRef) => number;
}

const none: Peers = { count: 0, holding: () => 0 };

/**
 * Returns the lookup of peers: the active users with the same department and title at the instant. A user without a
 * department or a title does not have peers. A service account does not have a job, so it neither has peers nor is one.
 */
export function peersIn(resolved: ResolvedModel): (user: User) => Peers {
  const members = activePeople(resolved);
  const holders = new Map<string, ReadonlyMap<EntitlementRef, ReadonlySet<UserId>>>();
  return (user) => {
    const job = jobOf(user);
    const people = job === undefined ? undefined : members.get(job);
    if (job === undefined || people === undefined) return none;
    const holdersOf = (entitlement: EntitlementRef): ReadonlySet<UserId> | undefined => {
      const known = holders.get(job) ?? holdersAmong(people, resolved);
      holders.set(job, known);
      return known.get(entitlement);
    };
    return {
      count: people.size - (people.has(user.id) ? 1 : 0),
      holding: (entitlement) => {
        const found = holdersOf(entitlement);
        return found === undefined ? 0 : found.size - (found.has(user.id) ? 1 : 0);
      },
    };
  };
}

function jobOf({ kind, department, title }: User): string | undefined {
  return kind === "service" || department === null || title === null ? undefined : JSON.stringify([department, title]);
}

function activePeople({ model, at }: ResolvedModel): ReadonlyMap<string, ReadonlySet<UserId>> {
  const members = new Map<string, Set<UserId>>();
  for (const user of model.users.values()) {
    const job = jobOf(user);
    if (job === undefined || stateOf(user, at) !== "active") continue;
    members.set(job, (members.get(job) ?? new Set<UserId>()).add(user.id));
  }
  return members;
}

function holdersAmong(
  people: ReadonlySet<UserId>,
  { index, at }: ResolvedModel,
): ReadonlyMap<EntitlementRef, ReadonlySet<UserId>> {
  const holders = new Map<EntitlementRef, Set<UserId>>();
  for (const user of people)
    for (const assignment of assignmentsOfUser(index, user))
      if (heldAt(assignment, at))
        holders.set(assignment.entitlement, (holders.get(assignment.entitlement) ?? new Set<UserId>()).add(user));
  return holders;
}
