import type { ObservedAccount, ObservedGroup } from "../../model/observation.ts";
import { readEach } from "../read-each.ts";
import type { AccessReader, Known } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { type AccountScope, idOf, observedAccount, usersPerPage } from "./accounts.ts";
import type { GoogleClient } from "./client.ts";
import { directAssignmentReads } from "./direct-reads.ts";
import { readSettings } from "./group-settings.ts";
import { observedGroup } from "./groups.ts";
import { isAddress, isGoogleKey } from "./keys.ts";
import { readList } from "./lists.ts";
import { googleMember, listedMembers, observedMembership } from "./members.ts";
import { observeGoogle } from "./observe.ts";

export interface GoogleReaderOptions extends Partial<AccountScope> {
  readonly system: string;
  readonly clock: Clock;
}

/**
 * Creates a reader of a Google Workspace tenant. `join` and `attributes` set the fields of single accounts (default:
 * externalIds.organization, and no managed attributes).
 */
export function createGoogleReader(client: GoogleClient, options: GoogleReaderOptions): AccessReader {
  const { system, clock, join = "externalIds.organization", attributes = [] } = options;
  const { users, groups, members } = client.api;
  const account = (userKey: string): Promise<Known<ObservedAccount>> =>
    known(client, userKey, async () =>
      observedAccount(await client.read(() => users.get({ userKey, projection: "full" })), { join, attributes }),
    );
  const group = (groupKey: string): Promise<Known<ObservedGroup>> =>
    known(client, groupKey, async () => observedGroup(await client.read(() => groups.get({ groupKey }))));
  return {
    system,
    observe: (scope) => observeGoogle(client, { system, clock, scope }),
    accountById: account,
    // An alias also finds its account: the address is taken, for any primary address.
    accountByAddress: account,
    accountsByNumber: (number) => accountsByNumber(client, number, { join, account }),
    groupById: group,
    groupByName: group,
    groupSettings: (id) =>
      known(client, id, async () =>
        readSettings(client, observedGroup(await client.read(() => groups.get({ groupKey: id }))).name),
      ),
    ...directAssignmentReads(client),
    listedMembers: (group, mostPages) => known(client, group, () => listedMembers(client, group, mostPages)),
    async membership(groupKey, memberKey) {
      if (!isGoogleKey(memberKey)) return notAKey(memberKey);
      const found = await known(client, groupKey, async () =>
        googleMember(groupKey, await client.read(() => members.get({ groupKey, memberKey }))),
      );
      if (found.kind !== "found") return found;
      // An id is an account of the tenant: external members have only an address.
      return {
        kind: "found",
        value: observedMembership(found.value, (id) => !isAddress(memberKey) && id === memberKey),
      };
    },
  };
}

const absent = { kind: "absent" } as const;

/**
 * Returns the accounts whose join attribute has this value. Google answers from a search index that can be hours behind,
 * so each result is read by id, and an empty result does not prove that no account has the number.
 */
async function accountsByNumber(
  client: GoogleClient,
  number: string,
  { join, account }: { readonly join: string; readonly account: (id: string) => Promise<Known<ObservedAccount>> },
): Promise<Known<readonly ObservedAccount[]>> {
  const field = searchFieldOf(join);
  // Google documents the escape of a quote and no other.
  if (field === null || number.includes("\\")) return notAKey(number);
  try {
    const users = await readList(
      "users",
      (token) => searchPage(client, `${field}='${number.replaceAll("'", String.raw`\'`)}'`, token),
      idOf,
    );
    return await readEach(
      users.map(({ id }) => id),
      { read: account, isWanted: (one) => one.join === number },
    );
  } catch (error) {
    return { kind: "unknown", failure: client.failureOf(error, false) };
  }
}

async function searchPage(client: GoogleClient, query: string, token: { readonly pageToken?: string }) {
  const page = await client.read(() =>
    client.api.users.list({
      customer: client.customer,
      maxResults: usersPerPage,
      query,
      fields: "kind,nextPageToken,users(id)",
      ...token,
    }),
  );
  return { kind: page.kind, items: page.users, nextPageToken: page.nextPageToken };
}

/** Returns the name of an attribute in Google's search; null: the attribute cannot be searched. */
function searchFieldOf(join: string): string | null {
  const [root, ...rest] = join.split(".");
  if (root === "externalIds") return "externalId";
  return root === "customSchemas" && rest.length === 2 ? rest.join(".") : null;
}

/** Returns `unknown` for a key that would change the request. What cannot be read is not known to be absent. */
function notAKey(key: string): Known<never> {
  return { kind: "unknown", failure: { kind: "rejected", message: `"${key}" is not a valid Google id or address` } };
}

/** Returns the result of reading one object: 404 is absent, any other failure is unknown. */
async function known<T>(client: GoogleClient, key: string, read: () => Promise<T>): Promise<Known<T>> {
  if (!isGoogleKey(key)) return notAKey(key);
  try {
    return { kind: "found", value: await read() };
  } catch (error) {
    const failure = client.failureOf(error, false);
    return failure.kind === "not-found" ? absent : { kind: "unknown", failure };
  }
}
