import { assignableKey, assignableNouns, assignableOf } from "../model/assignable.ts";
import type { AccessModel, User } from "../model/documents.ts";
import type { ObservedAccount, ObservedSystem } from "../model/observation.ts";
import { numbersOf } from "../model/people.ts";
import { groupNameKey } from "../model/provider.ts";
import type { Plan } from "../plan/plan.ts";
import type { Known } from "../ports/access.ts";
import type { Connection } from "../ports/connection.ts";
import { canonicalJson } from "../support/canonical-json.ts";

/** The step of a run that does this, as the continuation of "while". */
export const confirming = "confirming what the lists show";

export interface SecondSightRequest {
  readonly plan: Plan;
  /** The files that the plan applies. */
  readonly model: AccessModel;
  /** The files before the change: for an unattended run, those of the last commit that converged. */
  readonly base: AccessModel;
  readonly observed: readonly ObservedSystem[];
}

/** One object that the list shows as it should be, and how to read it again. */
interface Sight {
  readonly text: string;
  /** Returns whether the object is as the list shows it; null: unknown. */
  readonly agrees: () => Promise<boolean | null>;
}

/**
 * Reads again, one by one, what the change touches and the plan leaves as it is. A list can be older than the last change at
 * the provider: then it shows the wanted state, no operation is planned, and the change would never be made. Sends one
 * request for each account, membership and direct assignment of the change without an operation.
 * @returns a sentence for each object that is not as its list shows it
 */
export async function secondSight(
  request: SecondSightRequest,
  connections: readonly Connection[],
): Promise<readonly string[]> {
  const sights = request.observed.flatMap((observed) => {
    const connection = connections.find(({ system }) => system.id === observed.system);
    return connection === undefined
      ? []
      : [
          ...accountsOf(request, observed, connection),
          ...membershipsOf(request, observed, connection),
          ...assignmentsOf(request, observed, connection),
        ];
  });
  const texts = await Promise.all(
    sights.map(async ({ text, agrees }) => {
      const result = await agrees();
      if (result === true) return [];
      return [result === null ? `${text} could not be read again.` : `${text} is not as the list shows it.`];
    }),
  );
  return texts.flat();
}

function accountsOf(
  { plan, model, base }: SecondSightRequest,
  observed: ObservedSystem,
  { reader }: Connection,
): readonly Sight[] {
  const planned = new Set(
    plan.operations.flatMap(({ system, resource, user }) =>
      system === observed.system && resource.kind === "account" ? [user] : [],
    ),
  );
  return touchedUsers(plan, { model, base }).flatMap((user) =>
    planned.has(user.id)
      ? []
      : accountsWithNumber(user, observed).map((account) => ({
          text: `The account of ${user.id} in ${observed.system}`,
          agrees: async () => agreement(await reader.accountById(account.id), (found) => isSameAccount(found, account)),
        })),
  );
}

function membershipsOf(
  { plan, model }: SecondSightRequest,
  observed: ObservedSystem,
  { system, reader }: Connection,
): readonly Sight[] {
  const planned = new Set(plan.operations.map(({ user, entitlement }) => `${user} ${entitlement}`));
  const members = new Set(observed.memberships.map(({ group, account }) => `${group} ${account}`));
  const read = new Set(observed.membershipsRead);
  const groups = new Map(observed.groups.map((group) => [groupNameKey(system.provider, group.name), group]));
  return plan.accessChanges.flatMap(({ user: id, entitlement: ref }) => {
    const [user, entitlement] = [model.users.get(id), model.entitlements.get(ref)];
    if (user === undefined || entitlement?.system !== system.id || entitlement.target.kind !== "group") return [];
    const group = groups.get(groupNameKey(system.provider, entitlement.target.name));
    if (group === undefined || !read.has(group.id) || planned.has(`${id} ${ref}`)) return [];
    const { readFor } = observed;
    if (readFor !== undefined && !readFor.users.has(id) && !readFor.groups.has(group.id)) return [];
    return accountsWithNumber(user, observed).map((account) => ({
      text: `The membership of ${id} in the group "${group.name}" in ${observed.system}`,
      agrees: async () => {
        const found = await reader.membership(group.id, account.id);
        return agreement(found, () => true, false) === null
          ? null
          : (found.kind === "found") === members.has(`${group.id} ${account.id}`);
      },
    }));
  });
}

function assignmentsOf(
  { plan, model }: SecondSightRequest,
  {
    system: name,
    accounts,
    assignables = [],
    directAssignments = [],
    unreadDirectAssignments = {},
    readFor,
  }: ObservedSystem,
  { system, reader }: Connection,
): readonly Sight[] {
  const planned = new Set(plan.operations.map(({ user, entitlement }) => `${user} ${entitlement}`));
  const keyOf = (kind: string, target: string, account: string): string => JSON.stringify([kind, target, account]);
  const listed = new Set(directAssignments.map(({ kind, target, account }) => keyOf(kind, target, account)));
  const live = new Map(assignables.map((one) => [assignableKey(one), one]));
  return plan.accessChanges.flatMap(({ user: id, entitlement: ref }) => {
    const [user, entitlement] = [model.users.get(id), model.entitlements.get(ref)];
    const target = entitlement?.system === system.id ? assignableOf(entitlement.target) : null;
    const found = target === null ? undefined : live.get(assignableKey(target));
    if (user === undefined || found === undefined || Object.hasOwn(unreadDirectAssignments, found.id)) return [];
    if (planned.has(`${id} ${ref}`) || (readFor !== undefined && !readFor.users.has(id))) return [];
    const { kind, id: targetId } = found;
    return accountsWithNumber(user, { accounts }).map((account) => ({
      text: `The assignment of the ${assignableNouns[kind]} "${found.name}" to ${id} in ${name}`,
      agrees: async () => {
        const shownNow = await reader.directAssignment?.(kind, targetId, account.id);
        if (shownNow === undefined || shownNow.kind === "unknown") return null;
        return (shownNow.kind === "found") === listed.has(keyOf(kind, targetId, account.id));
      },
    }));
  });
}

/** Returns the users whose access or file the change touches. */
function touchedUsers(
  { accessChanges }: Plan,
  { model, base }: Pick<SecondSightRequest, "model" | "base">,
): readonly User[] {
  const ids = new Set(accessChanges.map(({ user }) => user));
  return [...model.users.values()].filter((user) => ids.has(user.id) || !isSameUser(user, base.users.get(user.id)));
}

function isSameUser(user: User, other: User | undefined): boolean {
  // A user whose file only moved is the same.
  const text = (one: User): string =>
    canonicalJson({ ...one, source: null, attributes: Object.fromEntries(one.attributes) });
  return other !== undefined && text(user) === text(other);
}

function accountsWithNumber(user: User, { accounts }: Pick<ObservedSystem, "accounts">): readonly ObservedAccount[] {
  const numbers = new Set(numbersOf(user));
  return accounts.filter(({ join }) => join !== null && numbers.has(join));
}

/** An account that is gone differs from the list; an unknown one may agree. */
function agreement<T>(found: Known<T>, judge: (value: T) => boolean, ifAbsent = false): boolean | null {
  return found.kind === "unknown" ? null : found.kind === "absent" ? ifAbsent : judge(found.value);
}

const isSameAccount = (left: ObservedAccount, right: ObservedAccount): boolean => shown(left) === shown(right);

const shown = ({ state, join, address, profile }: ObservedAccount): string =>
  canonicalJson({ state, join, address: address.toLowerCase(), profile });
