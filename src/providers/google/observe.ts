import { createScopes, type Scopes, unreadIn } from "../../http/scopes.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import { sideBySide } from "../../http/side-by-side.ts";
import type { ObservedAccount, Observation } from "../../model/observation.ts";
import { ownCustomer } from "../../model/provider.ts";
import type { ObserveScope } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { idOf, readAccounts } from "./accounts.ts";
import type { GoogleClient } from "./client.ts";
import { type DirectAssignments, readDirectAssignments, unreadHolders } from "./direct-assignments.ts";
import { readSettings, type Settings } from "./group-settings.ts";
import { type CountedGroup, readGroups } from "./groups.ts";
import { isGoogleKey } from "./keys.ts";
import { readOwnAccounts } from "./own-account.ts";
import { type GoogleMember, observedMembership, readMembers, UnknownMember } from "./members.ts";

/** The number of groups whose members are read concurrently. The pacer also limits concurrent requests. */
const groupsAtOnce = 16;

/** What is observed, and with which clock. */
export interface Observing {
  readonly system: string;
  readonly clock: Clock;
  readonly scope: ObserveScope;
}

/** Reads a Google Workspace tenant: complete, or partial with the unread scopes and reasons. Does not throw. */
export async function observeGoogle(client: GoogleClient, { system, clock, scope }: Observing): Promise<Observation> {
  const scopes = createScopes((error) => client.failureOf(error, false).message);
  const [people, counted] = await Promise.all([
    scopes.attempt("the list of users", () => readAccounts(client, scope)),
    scopes.attempt("the list of groups", () => readGroups(client)),
  ]);
  const wanted = new Set(scope.groups.map((address) => address.toLowerCase()));
  const read = (counted ?? []).filter(({ group }) => scope.allGroups === true || wanted.has(group.name.toLowerCase()));
  const groups = createScopes((error) => client.failureOf(error, false).message);
  const members = await sideBySide(read, groupsAtOnce, (one) =>
    groups.attempt(one.group.id, () => membersOrReason(client, one)),
  );
  const settings = await settingsOf(client, counted ?? [], scope);
  const direct = read.map(({ group }, index) => ({ group, list: members[index] }));
  const lists = [...direct, ...(await nestedLists(client, direct, counted ?? []))];
  const found = lists.flatMap(({ list }) => (list === undefined || "reason" in list ? [] : list));
  const unreadMembers: Readonly<Record<string, string>> = {
    ...unreadIn(groups),
    ...Object.fromEntries(
      lists.flatMap(({ group, list }) => (list !== undefined && "reason" in list ? [[group.id, list.reason]] : [])),
    ),
  };
  const missed = read.flatMap(({ group: { id, name } }) => {
    const reason = unreadMembers[id];
    return reason === undefined ? [] : [{ scope: `the members of "${name}"`, reason }];
  });
  const entries =
    people === undefined || counted === undefined
      ? new Set<string>()
      : await entriesWithoutAccount(client, scopes, found, { accounts: people.accounts, counted });
  const held: DirectAssignments =
    people === undefined
      ? {}
      : await readDirectAssignments(client, scope.assignables ?? [], {
          scopes,
          accounts: people.accounts,
          customerId: client.customer === ownCustomer ? people.customerId : client.customer,
        });
  const own =
    people !== undefined && scope.assignables?.some(({ kind }) => kind === "adminRole") === true
      ? await readOwnAccounts(client, people.accounts)
      : null;
  if (counted !== undefined && scopes.unread.length === 0) await confirmAbsence(client, scopes, { counted, scope });
  const unknown = [...missed, ...unreadHolders(held)];
  // A snapshot of every group is complete or is not recorded.
  const isCut = scope.allGroups === true && unknown.length > 0;
  if (people === undefined || counted === undefined || scopes.unread.length > 0 || isCut)
    return { kind: "partial", system, unread: [...scopes.unread, ...unknown] };
  const ours = new Set(people.accounts.map(({ id }) => id));
  return {
    kind: "complete",
    at: clock.now(),
    observed: {
      system,
      provider: "google",
      tenant: people.customerId ?? client.customer,
      accounts: people.accounts,
      groups: counted.map(({ group }) => ({ ...group, settings: settings.read.get(group.id) ?? null })),
      memberships: found.map((member) =>
        observedMembership(
          member,
          (id) => ours.has(id),
          (id) => entries.has(id),
        ),
      ),
      membershipsRead: lists.flatMap(({ group }) => (Object.hasOwn(unreadMembers, group.id) ? [] : [group.id])),
      unreadMembers,
      ...(settings.unread.length === 0 ? {} : { unreadSettings: unreadIn(settings) }),
      ...held,
      ...(own === null ? {} : { ownAccounts: own }),
    },
  };
}

/** Reads the settings of the groups whose files declare settings: one request for each. */
async function settingsOf(
  client: GoogleClient,
  counted: readonly CountedGroup[],
  scope: ObserveScope,
): Promise<Pick<Scopes, "unread"> & { readonly read: ReadonlyMap<string, Settings> }> {
  const wanted = new Set((scope.settings ?? []).map((address) => address.toLowerCase()));
  const scopes = createScopes((error) => client.failureOf(error, false).message);
  const read = new Map<string, Settings>();
  const groups = counted.filter(({ group }) => wanted.has(group.name.toLowerCase()));
  await sideBySide(groups, groupsAtOnce, ({ group: { id, name } }) =>
    scopes.attempt(id, async () => read.set(id, await readSettings(client, name))),
  );
  return { read, unread: scopes.unread };
}

type MembersOrReason = readonly GoogleMember[] | { readonly reason: string };

interface GroupList {
  readonly group: CountedGroup["group"];
  readonly list: MembersOrReason | undefined;
}

/**
 * Reads the members of the groups that are members of the read groups, at every depth. They show who gets access through
 * them. A failure concerns only this report, so it does not make the observation incomplete.
 */
async function nestedLists(
  client: GoogleClient,
  direct: readonly GroupList[],
  counted: readonly CountedGroup[],
): Promise<readonly GroupList[]> {
  const groupOf = new Map(counted.map((one) => [one.group.id, one]));
  const known = new Set(direct.map(({ group }) => group.id));
  const all: GroupList[] = [];
  for (let last = direct; last.length > 0;) {
    const inner = last.flatMap(({ list }) => (list === undefined || "reason" in list ? [] : list));
    const next = [...new Set(inner.filter(({ kind }) => kind === "group").map(({ id }) => id))]
      .filter((id) => !known.has(id))
      .flatMap((id) => groupOf.get(id) ?? []);
    for (const { group } of next) known.add(group.id);
    last = await sideBySide(next, groupsAtOnce, async (one) => ({
      group: one.group,
      list: await readMembers(client, one).catch((error: unknown) => ({
        reason: client.failureOf(error, false).message,
      })),
    }));
    all.push(...last);
  }
  return all;
}

interface Lists {
  readonly accounts: readonly ObservedAccount[];
  readonly counted: readonly CountedGroup[];
}

/** Reads the members of a group. A member that is not known is not a failure of the provider. */
async function membersOrReason(client: GoogleClient, one: CountedGroup): Promise<MembersOrReason> {
  try {
    return await readMembers(client, one);
  } catch (error) {
    if (!(error instanceof UnknownMember)) throw error;
    return { reason: error.message };
  }
}

/**
 * Detects truncated lists, and returns the ids of entries whose address has no account. A member with an address in a
 * domain of the tenant is an account or group of the tenant and must be in a list, unless a read of the address shows
 * that nothing has the address, or only an object of the list with another id: Google keeps an entry for an address
 * that a person added by mistake.
 */
async function entriesWithoutAccount(
  client: GoogleClient,
  scopes: Scopes,
  members: readonly GoogleMember[],
  { accounts, counted }: Lists,
): Promise<ReadonlySet<string>> {
  const addresses = [...accounts.map(({ address }) => address), ...counted.map(({ group }) => group.name)];
  const domains = new Set(addresses.map(domainOf));
  const listed = new Set([...accounts.map(({ id }) => id), ...counted.map(({ group }) => group.id)]);
  const unlisted = new Map<
    string,
    { readonly id: string; readonly address: string; readonly kind: "user" | "group" }
  >();
  for (const { id, address, kind } of members) {
    if (kind === "everyone" || address === null || !domains.has(domainOf(address))) continue;
    if (!listed.has(id)) unlisted.set(id, { id, address, kind });
  }
  const entries = new Set<string>();
  const missing = { user: new Set<string>(), group: new Set<string>() };
  // A truncated list omits many, so a few reads are enough to detect it.
  for (const { id, address, kind } of unlisted.values()) {
    if (missing.user.size + missing.group.size >= maximumMissing) break;
    const holder = await holderOf(client, scopes, address);
    if (holder === undefined) break;
    if (holder === null || (holder !== id && listed.has(holder))) entries.add(id);
    else missing[kind].add(address);
  }
  const doubted = [
    ["the list of users", missing.user],
    ["the list of groups", missing.group],
  ] as const;
  for (const [scope, missed] of doubted)
    if (missed.size > 0)
      scopes.doubt(
        scope,
        `it omits ${missed.size} that are members of groups, for example ${[...missed][0]}; it is truncated or changed while it was read`,
      );
  return entries;
}

/**
 * Detects a truncated list of groups: a declared group that is not in it is looked up by address, because the plan would
 * create it. An address that leads to an account or to a listed group is not missing from the list.
 */
async function confirmAbsence(
  client: GoogleClient,
  scopes: Scopes,
  { counted, scope }: { readonly counted: readonly CountedGroup[]; readonly scope: ObserveScope },
): Promise<void> {
  const listed = new Set(counted.map(({ group }) => group.id));
  const addresses = new Set(counted.map(({ group }) => group.name.toLowerCase()));
  const absent = scope.groups.filter((address) => !addresses.has(address.toLowerCase()) && isGoogleKey(address));
  const omitted = await sideBySide(absent, groupsAtOnce, (address) =>
    scopes.attempt(`the group "${address}"`, async () => {
      const id = await idOrNull(client, () => client.api.groups.get({ groupKey: address, fields: "id" }));
      return id === null || listed.has(id) ? null : address;
    }),
  );
  const missed = omitted.flatMap((address) => address ?? []);
  if (missed.length > 0)
    scopes.doubt(
      "the list of groups",
      `it omits ${missed.length} declared groups that exist, for example ${missed[0] ?? ""}; it is truncated or changed while it was read`,
    );
}

/** The number of members without a list entry after which no further address is read. */
const maximumMissing = 1;

/** Returns the id of the account or group with this address; null: none has it; undefined: unknown, and recorded. */
function holderOf(client: GoogleClient, scopes: Scopes, address: string): Promise<string | null | undefined> {
  return scopes.attempt(`the address ${address}`, async () => {
    if (!isGoogleKey(address)) throw new Unreadable(`"${address}" is not a valid address`);
    const account = await idOrNull(client, () => client.api.users.get({ userKey: address, fields: "id" }));
    return account ?? (await idOrNull(client, () => client.api.groups.get({ groupKey: address, fields: "id" })));
  });
}

/** Returns the id of an object; null for 404. */
async function idOrNull(
  client: GoogleClient,
  read: Parameters<typeof client.read<{ readonly id?: string | null }>>[0],
): Promise<string | null> {
  try {
    return idOf(await client.read(read));
  } catch (error) {
    if (client.failureOf(error, false).kind === "not-found") return null;
    throw error;
  }
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();
