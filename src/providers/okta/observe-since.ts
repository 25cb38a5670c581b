import type { Group } from "@okta/okta-sdk-nodejs";
import { createScopes } from "../../http/scopes.ts";
import { sideBySide } from "../../http/side-by-side.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import { assignableKey } from "../../model/assignable.ts";
import type { Instant } from "../../model/instant.ts";
import { type ObservedAccount, type ObservedGroup, observedGroup as withFiller } from "../../model/observation.ts";
import type { ObservedSystem, Reading } from "../../model/observation.ts";
import type { ChangesRead, ObserveScope } from "../../ports/access.ts";
import { mergedMemberships, mergedObjects } from "../merge-changes.ts";
import { readingOf, startFrom } from "../reading.ts";
import { idOf, observedAccount, readAccountsChangedAfter } from "./accounts.ts";
import { readDirectAssignments } from "./assignables.ts";
import type { OktaClient } from "./client.ts";
import { confirmAbsence, countEveryone, doubtAccounts } from "./doubts.ts";
import { refusalOf } from "./failure.ts";
import { countOf, type CountedGroup, observedGroup, readGroupsChangedAfter, readRuleFedTwice } from "./groups.ts";
import { changesIn, type LogChanges } from "./log-changes.ts";
import { readMembers } from "./members.ts";
import type { Observing } from "./observe.ts";
import { logKeptFor, readLog } from "./system-log.ts";

/**
 * Changes are requested from this much before the start of the earlier read: Okta answers filters from a copy that can
 * be seconds behind, and the clock of this machine can differ by 5 minutes. Unit: milliseconds.
 */
const overlap = 600_000;

/** The number of objects that are read concurrently. The pacer also limits concurrent requests. */
const atOnce = 16;

export interface ObservingSince extends Observing {
  readonly earlier: ObservedSystem;
}

/**
 * Reads what changed since an earlier read: users by `lastUpdated`, groups by `lastUpdated` and `lastMembershipUpdated`
 * with the members of each changed group, and what lists do not show (deletions, rules, apps, administrator roles) by
 * the System Log. Where the changes do not give a complete state, the result is the reason for a full read.
 */
export async function observeOktaSince(client: OktaClient, options: ObservingSince): Promise<ChangesRead> {
  const { clock, scope, earlier } = options;
  const now = clock.now();
  const start = startFrom(earlier, { scope, tenant: client.host, now, keptFor: logKeptFor });
  if (start.kind === "none") return { kind: "full-read-needed", reason: start.reason };
  try {
    const observed = await readSince(client, options, { reading: start.reading, now });
    return { kind: "read", observation: { kind: "complete", at: clock.now(), observed } };
  } catch (error) {
    return {
      kind: "full-read-needed",
      reason: `the changes could not be read: ${client.failureOf(error, false).message}`,
    };
  }
}

async function readSince(
  client: OktaClient,
  { scope, earlier }: ObservingSince,
  { reading, now }: { readonly reading: Reading; readonly now: Instant },
): Promise<ObservedSystem> {
  const from = reading.startedAt - overlap;
  const [accounts, groups, log] = await Promise.all([
    readAccountsChangedAfter(client, from, scope),
    readGroupsChangedAfter(client, from),
    readLog(client, reading.cursor ?? from),
  ]);
  const events = changesIn(log.events);
  const [named, counted] = await Promise.all([
    accountsNamed(client, unlisted(events, "users", accounts), scope),
    groupsNamed(client, events, { listed: groups, earlier }),
  ]);
  const changes = {
    accounts: [...accounts, ...named.found],
    groups: counted.found.map(({ group }) => group),
    gone: new Set([...named.gone, ...counted.gone]),
  };
  const merged = mergedObjects(earlier, changes);
  const fed = counted.fed;
  const state = {
    ...merged,
    groups:
      fed === null ? merged.groups : merged.groups.map((group) => withFiller({ ...group, ruleFed: fed.has(group.id) })),
  };
  const members = await readChangedMembers(client, { scope, earlier, groups: state.groups, changed: counted.found });
  const memberships = mergedMemberships(earlier, { ...members, gone: changes.gone });
  const direct = await readAssignments(client, scope, { earlier, events, changed: changes });
  await refuseDoubts(client, scope, {
    accounts: state.accounts,
    groups: state.groups,
    counted: counted.found,
    held: [...memberships, ...(direct.directAssignments ?? [])],
  });
  const { system, provider } = earlier;
  const { fullAt } = reading;
  return {
    system,
    provider,
    tenant: client.host,
    ...state,
    memberships,
    membershipsRead: [...members.wanted],
    unreadMembers: {},
    ...direct,
    ...(earlier.ownAccounts === undefined ? {} : { ownAccounts: earlier.ownAccounts }),
    reading: readingOf(scope, { fullAt, startedAt: now, cursor: log.cursor }),
  };
}

/** Objects of which the log says that they changed: their current state, and the ids of those that no longer exist. */
interface Named<T> {
  readonly found: readonly T[];
  readonly gone: readonly string[];
}

/** Returns the ids of the log that a list of what changed does not have, and those of deleted objects. */
function unlisted(
  events: LogChanges,
  kind: "users" | "groups",
  listed: readonly { readonly id?: string }[],
): readonly string[] {
  const known = new Set(listed.map(({ id }) => id));
  return [...events[kind]].filter((id) => !known.has(id) || events.deleted.has(id));
}

/** Reads users by id, which is current. A list by `lastUpdated` has all others that changed. */
async function accountsNamed(
  client: OktaClient,
  ids: readonly string[],
  scope: ObserveScope,
): Promise<Named<ObservedAccount>> {
  const { userApi } = client.sdk;
  return readById(client, ids, async (userId) => observedAccount(await userApi.getUser({ userId }), scope));
}

/**
 * Returns the changed groups: those of the list, and those of the log that the list does not have, read by id. `fed`: ids
 * of the groups that active rules assign, read where a rule changed or a group is new; null: as before.
 */
async function groupsNamed(
  client: OktaClient,
  events: LogChanges,
  { listed, earlier }: { readonly listed: readonly Group[]; readonly earlier: ObservedSystem },
): Promise<Named<CountedGroup> & { readonly fed: ReadonlySet<string> | null }> {
  const { groupApi } = client.sdk;
  const { found, gone } = await readById(client, unlisted(events, "groups", listed), (groupId) =>
    groupApi.getGroup({ groupId }),
  );
  const before = new Set(earlier.groups.map(({ id }) => id));
  const changed = [...listed, ...found];
  const isNew = changed.some((group) => !before.has(idOf(group)));
  const fed = events.rules || isNew ? await readRuleFedTwice(client) : null;
  const fedBefore = new Set(earlier.groups.filter(({ ruleFed }) => ruleFed).map(({ id }) => id));
  return {
    found: changed.map((group) => ({ group: observedGroup(group, fed ?? fedBefore), count: countOf(group) })),
    gone,
    fed,
  };
}

async function readById<T>(
  client: OktaClient,
  ids: readonly string[],
  read: (id: string) => Promise<T>,
): Promise<Named<T>> {
  const results = await sideBySide(ids, atOnce, async (id) => {
    try {
      return { id, value: await client.read(() => read(id)) };
    } catch (error) {
      if (refusalOf(error)?.status === 404) return { id, value: null };
      throw error;
    }
  });
  return {
    found: results.flatMap(({ value }) => value ?? []),
    gone: results.flatMap(({ id, value }) => (value === null ? [id] : [])),
  };
}

/** Reads the members of the groups in scope that changed, or whose members the earlier read does not have. */
async function readChangedMembers(
  client: OktaClient,
  {
    scope,
    earlier,
    groups,
    changed,
  }: {
    readonly scope: ObserveScope;
    readonly earlier: ObservedSystem;
    readonly groups: readonly ObservedGroup[];
    readonly changed: readonly CountedGroup[];
  },
) {
  const declared = new Set(scope.groups);
  const wanted = groups.filter(({ name }) => scope.allGroups === true || declared.has(name));
  const known = new Set(earlier.membershipsRead);
  const counts = new Map(changed.map(({ group, count }) => [group.id, count]));
  const stale = wanted.filter(({ id }) => !known.has(id) || counts.has(id));
  const read = await sideBySide(
    stale,
    atOnce,
    async (group) => [group.id, await readMembers(client, { group, count: counts.get(group.id) ?? null })] as const,
  );
  return { wanted: new Set(wanted.map(({ id }) => id)), read: new Map(read) };
}

/**
 * Returns the direct assignments: read again where the log has an event about apps or administrator roles, a holder
 * changed, or the files declare others than before; otherwise as before.
 */
async function readAssignments(
  client: OktaClient,
  { assignables: keys = [] }: ObserveScope,
  {
    earlier,
    events,
    changed,
  }: {
    readonly earlier: ObservedSystem;
    readonly events: LogChanges;
    readonly changed: { readonly accounts: readonly ObservedAccount[]; readonly gone: ReadonlySet<string> };
  },
): Promise<Pick<ObservedSystem, "assignables" | "directAssignments" | "unreadDirectAssignments">> {
  if (keys.length === 0) return {};
  const { assignables = [], directAssignments = [] } = earlier;
  const touched = new Set([...changed.accounts.map(({ id }) => id), ...changed.gone]);
  const wanted = new Set(keys.map(assignableKey));
  const known = new Set(assignables.map(assignableKey));
  const isAsBefore =
    !events.assignments &&
    known.size === wanted.size &&
    [...wanted].every((key) => known.has(key)) &&
    !directAssignments.some(({ account }) => touched.has(account));
  if (isAsBefore) return { assignables, directAssignments, unreadDirectAssignments: {} };
  const scopes = scopesOf(client);
  const direct = await readDirectAssignments(client, keys, scopes);
  const [unread] = scopes.unread;
  if (unread !== undefined) throw new Unreadable(`${unread.scope}: ${unread.reason}`);
  return direct;
}

/** Compares the state with what else is known of it. @throws Unreadable if the changes omit an account or a group */
async function refuseDoubts(
  client: OktaClient,
  scope: ObserveScope,
  {
    accounts,
    groups,
    counted,
    held,
  }: {
    readonly accounts: readonly ObservedAccount[];
    readonly groups: readonly ObservedGroup[];
    readonly counted: readonly CountedGroup[];
    readonly held: readonly { readonly account: string | null }[];
  },
): Promise<void> {
  const scopes = scopesOf(client);
  doubtAccounts(scopes, accounts, held);
  await countEveryone(client, scopes, { accounts, counted });
  await confirmAbsence(client, scopes, { groups, wanted: new Set(scope.groups) });
  const [doubt] = scopes.unread;
  if (doubt !== undefined) throw new Unreadable(`${doubt.scope}: ${doubt.reason}`);
}

const scopesOf = (client: OktaClient) => createScopes((error) => client.failureOf(error, false).message);
