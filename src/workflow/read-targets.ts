import type { AccessModel, User, UserId } from "../model/documents.ts";
import type { ObservedAccount, ObservedGroup, ObservedMembership, ObservedSystem } from "../model/observation.ts";
import { numbersOf } from "../model/people.ts";
import { fillerOfType, isConnected } from "../model/provider.ts";
import { type DesiredGroup, groupKey } from "../plan/desired/desired.ts";
import type { TargetNeeds } from "../plan/targeted/target-needs.ts";
import { type AssignmentReads, readTargetAssignments } from "./read-target-assignments.ts";
import type { TargetReads } from "../ports/access.ts";

/** The most users that are read one by one. For more, a complete read is cheaper. */
const maximumUsers = 100;

/**
 * Reads what a plan for the targets must know. Returns null where that does not suffice: a group that the plan needs
 * is absent or ambiguous, or is filled by another source, or there are too many users.
 * @throws what the reads throw
 */
export async function readTargets(
  reads: TargetReads,
  needs: TargetNeeds,
  {
    model,
    assignmentReads = {},
  }: { readonly model: Pick<AccessModel, "users" | "adoptions">; readonly assignmentReads?: AssignmentReads },
): Promise<ObservedSystem | null> {
  const { desired } = needs;
  const { system } = desired;
  const { provider } = system;
  if (!isConnected(provider)) return null;
  const accounts = new Map<string, ObservedAccount>();
  const groups = new Map<string, ObservedGroup>();
  const lookedUp = new Set<string>();
  const identified = new Set<UserId>();
  const users = new Set<UserId>();
  const full = new Set<string>();
  const memberships: ObservedMembership[] = [];
  const adopted = model.adoptions.filter((adoption) => adoption.system === system.id);
  const declared = declaredNames(desired.groups.values());

  const leadsTo = (user: User): ((account: ObservedAccount) => boolean) => {
    const numbers = new Set(numbersOf(user));
    const ids = new Set(adopted.flatMap((adoption) => (adoption.user === user.id ? [adoption.account] : [])));
    const addresses = new Set(addressesOf(user).map((address) => address.toLowerCase()));
    return ({ id, join, address }) =>
      ids.has(id) || (join !== null && numbers.has(join)) || addresses.has(address.toLowerCase());
  };

  async function identify(ids: Iterable<UserId>): Promise<void> {
    const found = [...new Set(ids)].filter((id) => !identified.has(id)).flatMap((id) => model.users.get(id) ?? []);
    if (found.length === 0) return;
    const own = new Set(found.map(({ id }) => id));
    const read = await reads.accountsBy({
      ids: adopted.flatMap(({ user, account }) => (own.has(user) ? [account] : [])),
      numbers: found.flatMap(numbersOf),
      addresses: found.flatMap(addressesOf),
    });
    for (const account of read) accounts.set(account.id, account);
    for (const id of own) identified.add(id);
  }

  /** Reads the memberships of the users. Returns the names of the declared groups among them. */
  async function cover(ids: Iterable<UserId>): Promise<readonly string[]> {
    const open = [...new Set(ids)].filter((id) => !users.has(id)).flatMap((id) => model.users.get(id) ?? []);
    await identify(open.map(({ id }) => id));
    const names: string[] = [];
    const seen = new Set<string>();
    for (const user of open) {
      users.add(user.id);
      for (const { id } of [...accounts.values()].filter(leadsTo(user))) {
        if (seen.has(id)) continue;
        seen.add(id);
        for (const group of await reads.groupsOf(id)) {
          if (!declared.has(group.name)) continue;
          groups.set(group.id, group);
          memberships.push({ group: group.id, account: id, address: null, role: "member" });
          names.push(group.name);
        }
      }
    }
    return names;
  }

  async function lookUpGroups(names: readonly string[]): Promise<void> {
    const open = [...new Set(names)].filter((name) => !lookedUp.has(name));
    if (open.length === 0) return;
    for (const group of await reads.groupsNamed(open)) groups.set(group.id, group);
    for (const name of open) lookedUp.add(name);
  }

  /** Returns the one live group of the declaration; undefined: none; null: several, or one that another source fills. */
  function liveOf(group: DesiredGroup): ObservedGroup | null | undefined {
    const keys = new Set(namesOf(group).map((name) => groupKey(system, name)));
    const found = [...groups.values()].filter(({ name }) => keys.has(groupKey(system, name)));
    const [live, another] = found;
    if (live === undefined) return undefined;
    return another !== undefined || fillerOfType(live.type) !== null || !live.writable ? null : live;
  }

  const wantedIn = needs.groups.flatMap(({ members }) => [...members.keys()]);
  if (needs.users.size + wantedIn.length > maximumUsers) return null;
  await identify([...needs.users, ...wantedIn]);
  const held = await cover(needs.users);
  const first = needs.groupsFor(users);
  await lookUpGroups([...[...needs.groups, ...first.wanted, ...first.linked].flatMap(namesOf), ...held]);
  const gaining: UserId[] = [];
  for (const group of needs.groups) {
    const live = liveOf(group);
    if (live === null || (live === undefined && group.active)) return null;
    if (live === undefined) continue;
    const members = await reads.membersOf(live);
    for (const member of members) accounts.set(member.id, accounts.get(member.id) ?? member);
    full.add(live.id);
    const ids = new Set(members.map(({ id }) => id));
    for (const id of ids) memberships.push({ group: live.id, account: id, address: null, role: "member" });
    const owners = [...model.users.values()].filter((user) => members.some(leadsTo(user)));
    await identify(owners.map(({ id }) => id));
    const present = new Set(owners.map(({ id }) => id));
    gaining.push(...[...group.members.keys()].filter((id) => !present.has(id)));
  }
  const more = await cover(gaining.flatMap(needs.relatedTo));
  const last = needs.groupsFor(users);
  const needed = [...needs.groups, ...last.wanted, ...last.linked];
  await lookUpGroups([...needed.flatMap(namesOf), ...more]);
  if (users.size > maximumUsers) return null;
  const ofHeld = [...desired.groups.values()].filter((group) => namesOf(group).some((name) => lookedUp.has(name)));
  for (const group of new Set([...needed, ...ofHeld])) {
    await lookUpGroups(namesOf(group));
    const live = liveOf(group);
    if (live === null || (live === undefined && group.active)) return null;
  }
  const covered = [...users].flatMap((id) => model.users.get(id) ?? []).map(leadsTo);
  const own = [...accounts.values()].filter((account) => covered.some((isOwn) => isOwn(account)));
  const assignments = await readTargetAssignments(
    assignmentReads,
    [...desired.assignables.values()],
    own.map(({ id }) => id),
  );
  if (assignments === null) return null;
  return {
    system: system.id,
    provider,
    tenant: reads.tenant,
    accounts: [...accounts.values()],
    groups: [...groups.values()],
    memberships: unique(memberships),
    membershipsRead: [...groups.keys()],
    ...assignments,
    readFor: { identified, users, groups: full },
  };
}

const addressesOf = ({ email, aliases }: User): readonly string[] => [email, ...aliases];

const namesOf = ({ name, previously }: DesiredGroup): readonly string[] => [name, ...previously];

const declaredNames = (groups: Iterable<DesiredGroup>): ReadonlySet<string> => new Set([...groups].flatMap(namesOf));

/** Returns each membership once. */
function unique(memberships: readonly ObservedMembership[]): readonly ObservedMembership[] {
  return [...new Map(memberships.map((one) => [`${one.group} ${one.account}`, one])).values()];
}
