import { createScopes, type Scopes, unreadIn } from "../../http/scopes.ts";
import { sideBySide } from "../../http/side-by-side.ts";
import type { ObservedAccount, Observation, UnreadScope } from "../../model/observation.ts";
import type { ObserveScope } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { readAccounts } from "./accounts.ts";
import { type DirectAssignments, readDirectAssignments } from "./assignables.ts";
import type { OktaClient } from "./client.ts";
import { type CountedGroup, groupsNamed, readCount, readGroups, readRuleFedTwice } from "./groups.ts";
import { readMembers } from "./members.ts";
import { readOwnAccounts } from "./own-account.ts";

/** The number of groups whose members are read concurrently. The pacer also limits concurrent requests. */
const groupsAtOnce = 16;

/** What is observed, and with which clock. */
export interface Observing {
  readonly system: string;
  readonly clock: Clock;
  readonly scope: ObserveScope;
}

/** Reads an Okta organization: complete, or partial with the unread scopes and reasons. Does not throw. */
export async function observeOkta(client: OktaClient, { system, clock, scope }: Observing): Promise<Observation> {
  const scopes = createScopes((error) => client.failureOf(error, false).message);
  const reading = scopes.attempt("the group rules", () => readRuleFedTwice(client));
  const keys = scope.assignables ?? [];
  const [accounts, fed, counted, direct, own] = await Promise.all([
    scopes.attempt("the list of users", () => readAccounts(client, scope)),
    reading,
    reading.then((ids) => scopes.attempt("the list of groups", () => readGroups(client, ids ?? new Set()))),
    keys.length === 0 ? null : readDirectAssignments(client, keys, scopes),
    keys.some(({ kind }) => kind === "adminRole") ? readOwnAccounts(client) : null,
  ]);
  const wanted = new Set(scope.groups);
  const read = (counted ?? []).filter(({ group }) => scope.allGroups === true || wanted.has(group.name));
  const groups = createScopes((error) => client.failureOf(error, false).message);
  const memberships = await sideBySide(read, groupsAtOnce, (one) =>
    groups.attempt(one.group.id, () => readMembers(client, one)),
  );
  const unreadMembers = unreadIn(groups);
  const missed = read.flatMap(({ group: { id, name } }) => {
    const reason = unreadMembers[id];
    return reason === undefined ? [] : [{ scope: `the members of "${name}"`, reason }];
  });
  const found = memberships.flatMap((members) => members ?? []);
  if (accounts !== undefined) {
    doubtAccounts(scopes, accounts, [...found, ...(direct?.directAssignments ?? [])]);
    await countEveryone(client, scopes, { accounts, counted: counted ?? [] });
  }
  if (counted !== undefined && fed !== undefined) doubtGroups(scopes, counted, fed);
  if (counted !== undefined && scopes.unread.length === 0) await confirmAbsence(client, scopes, { counted, wanted });
  // A snapshot of every group is complete or is not recorded.
  const unheld = unreadHolders(direct);
  const isCut = scope.allGroups === true && missed.length + unheld.length > 0;
  if (accounts === undefined || counted === undefined || scopes.unread.length > 0 || isCut)
    return { kind: "partial", system, unread: [...scopes.unread, ...missed, ...unheld] };
  return {
    kind: "complete",
    at: clock.now(),
    observed: {
      system,
      provider: "okta",
      tenant: client.host,
      accounts,
      groups: counted.map(({ group }) => group),
      memberships: found,
      membershipsRead: read.flatMap(({ group }) => (Object.hasOwn(unreadMembers, group.id) ? [] : [group.id])),
      unreadMembers,
      ...direct,
      ...(own === null ? {} : { ownAccounts: own }),
    },
  };
}

/** Returns the assignables whose holders are not known, as scopes. */
function unreadHolders(direct: DirectAssignments | null): readonly UnreadScope[] {
  if (direct === null) return [];
  return direct.assignables.flatMap(({ id, name }) => {
    const reason = direct.unreadDirectAssignments[id];
    return reason === undefined ? [] : [{ scope: `the holders of "${name}"`, reason }];
  });
}

/** Detects a truncated list of users: every member of a group and every holder of an app or role must be in it. */
function doubtAccounts(
  scopes: Scopes,
  accounts: readonly ObservedAccount[],
  held: readonly { readonly account: string | null }[],
): void {
  const known = new Set(accounts.map(({ id }) => id));
  const missing = new Set(held.flatMap(({ account }) => (account === null || known.has(account) ? [] : [account])));
  if (missing.size === 0) return;
  scopes.doubt(
    "the list of users",
    `it omits ${missing.size} accounts that are members of groups or have apps or administrator roles, for example ${[...missing][0]}; it is truncated or changed while it was read`,
  );
}

/** Detects a truncated list of users: Okta's built-in group of everyone must not have more members than the list. */
async function countEveryone(
  client: OktaClient,
  scopes: Scopes,
  { accounts, counted }: { readonly accounts: readonly ObservedAccount[]; readonly counted: readonly CountedGroup[] },
): Promise<void> {
  for (const { group, count } of counted) {
    if (group.type !== "BUILT_IN" || count === null || count <= accounts.length) continue;
    await scopes.attempt("the list of users", async () => {
      const again = await readCount(client, group.id);
      if (again !== null && again > accounts.length)
        scopes.doubt(
          "the list of users",
          `it ended after ${accounts.length} accounts, but "${group.name}" has ${again} members`,
        );
    });
  }
}

/**
 * Detects a truncated list of groups: a declared group that is not in it is looked up by name, because the plan would
 * create it. Okta's search can still show a group that was deleted or renamed, so the group is also read by its id.
 */
async function confirmAbsence(
  client: OktaClient,
  scopes: Scopes,
  { counted, wanted }: { readonly counted: readonly CountedGroup[]; readonly wanted: ReadonlySet<string> },
): Promise<void> {
  const listed = new Set(counted.map(({ group }) => group.id));
  const names = new Set(counted.map(({ group }) => group.name));
  const absent = [...wanted].filter((name) => !names.has(name));
  const omitted = await sideBySide(absent, groupsAtOnce, (name) =>
    scopes.attempt(`the group "${name}"`, async () => {
      for (const { id = "" } of await groupsNamed(client, name))
        if (!listed.has(id) && (await groupExists(client, id))) return name;
      return null;
    }),
  );
  const missed = omitted.flatMap((name) => name ?? []);
  if (missed.length > 0)
    scopes.doubt(
      "the list of groups",
      `it omits ${missed.length} declared groups that exist, for example "${missed[0] ?? ""}"; it is truncated or changed while it was read`,
    );
}

async function groupExists(client: OktaClient, groupId: string): Promise<boolean> {
  try {
    await client.read(() => client.sdk.groupApi.getGroup({ groupId }));
    return true;
  } catch (error) {
    if (client.failureOf(error, false).kind === "not-found") return false;
    throw error;
  }
}

/** Detects a truncated list of groups: every group that a rule assigns must be in it. */
function doubtGroups(scopes: Scopes, counted: readonly CountedGroup[], fed: ReadonlySet<string>): void {
  const known = new Set(counted.map(({ group }) => group.id));
  const missing = [...fed].filter((id) => !known.has(id));
  if (missing.length > 0)
    scopes.doubt("the list of groups", `it omits ${missing.join(", ")}, which a group rule assigns`);
}
