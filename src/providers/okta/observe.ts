import { createScopes, unreadIn } from "../../http/scopes.ts";
import { sideBySide } from "../../http/side-by-side.ts";
import type { Observation, UnreadScope } from "../../model/observation.ts";
import type { ObserveScope } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { readAccounts } from "./accounts.ts";
import { type DirectAssignments, readDirectAssignments } from "./assignables.ts";
import type { OktaClient } from "./client.ts";
import { confirmAbsence, countEveryone, doubtAccounts, doubtGroups } from "./doubts.ts";
import { readGroups, readRuleFedTwice } from "./groups.ts";
import { readMembers } from "./members.ts";
import { readOwnAccounts } from "./own-account.ts";
import { readingOf } from "../reading.ts";

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
  const startedAt = clock.now();
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
  if (counted !== undefined && scopes.unread.length === 0)
    await confirmAbsence(client, scopes, { groups: counted.map(({ group }) => group), wanted });
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
      reading: readingOf(scope, { fullAt: startedAt, startedAt, cursor: null }),
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
