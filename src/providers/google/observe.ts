import { createScopes, type Scopes } from "../../http/scopes.ts";
import { sideBySide } from "../../http/side-by-side.ts";
import type { ObservedAccount, Observation } from "../../model/observation.ts";
import type { ObserveScope } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { readAccounts } from "./accounts.ts";
import type { GoogleClient } from "./client.ts";
import { type CountedGroup, readGroups } from "./groups.ts";
import { type GoogleMember, observedMembership, readMembers } from "./members.ts";

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
  const members = await sideBySide(read, groupsAtOnce, (one) =>
    scopes.attempt(`the members of "${one.group.name}"`, () => readMembers(client, one)),
  );
  const found = members.flatMap((list) => list ?? []);
  if (people !== undefined && counted !== undefined) doubtLists(scopes, found, { accounts: people.accounts, counted });
  if (people === undefined || counted === undefined || scopes.unread.length > 0)
    return { kind: "partial", system, unread: scopes.unread };
  const ours = new Set(people.accounts.map(({ id }) => id));
  return {
    kind: "complete",
    at: clock.now(),
    observed: {
      system,
      provider: "google",
      tenant: people.customerId ?? client.customer,
      accounts: people.accounts,
      groups: counted.map(({ group }) => group),
      memberships: found.map((member) => observedMembership(member, (id) => ours.has(id))),
      membershipsRead: read.map(({ group }) => group.id),
    },
  };
}

interface Lists {
  readonly accounts: readonly ObservedAccount[];
  readonly counted: readonly CountedGroup[];
}

/** Detects truncated lists. A member with an address in a domain of the tenant is an account or group of the tenant and must be in a list. */
function doubtLists(scopes: Scopes, members: readonly GoogleMember[], { accounts, counted }: Lists): void {
  const addresses = [...accounts.map(({ address }) => address), ...counted.map(({ group }) => group.name)];
  const domains = new Set(addresses.map(domainOf));
  const users = new Set(accounts.map(({ id }) => id));
  const groups = new Set(counted.map(({ group }) => group.id));
  const missing = { user: new Set<string>(), group: new Set<string>() };
  for (const { id, address, kind } of members) {
    if (kind === "everyone" || address === null || !domains.has(domainOf(address))) continue;
    // The address can be of a user or a group: Google returns USER for the address of a group that it does not resolve.
    if (!users.has(id) && !groups.has(id)) missing[kind].add(address);
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
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();
