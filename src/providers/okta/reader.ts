import type { Group } from "@okta/okta-sdk-nodejs";
import { fillerOf, type ObservedAccount, type ObservedGroup } from "../../model/observation.ts";
import { readEach } from "../read-each.ts";
import type { AccessReader, Known } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { type AccountScope, idOf, observedAccount } from "./accounts.ts";
import type { OktaClient } from "./client.ts";
import { groupsNamed, observedGroup, readRuleFed } from "./groups.ts";
import { isOktaId, quoted } from "./ids.ts";
import { absent, known, rejected } from "./known.ts";
import { knownAssignable, knownDirectAssignment } from "./known-assignments.ts";
import { readList, readStart } from "./lists.ts";
import { observeOkta } from "./observe.ts";
import { oktaTargetReads } from "./target-reads.ts";

export interface OktaReaderOptions extends Partial<AccountScope> {
  readonly system: string;
  readonly clock: Clock;
}

/**
 * Creates a reader of an Okta organization. `join` and `attributes` set the fields of single accounts (default: employeeNumber,
 * and no managed attributes).
 */
export function createOktaReader(client: OktaClient, options: OktaReaderOptions): AccessReader {
  const { system, clock, join = "employeeNumber", attributes = [] } = options;
  const shown: AccountScope = { join, attributes };
  const account = (key: string): Promise<Known<ObservedAccount>> =>
    known(client, async () => observedAccount(await client.sdk.userApi.getUser({ userId: key }), shown));
  const fed = sharedRules(client);
  return {
    system,
    observe: (scope) => observeOkta(client, { system, clock, scope }),
    targeted: (scope) => oktaTargetReads(client, scope),
    accountById: async (id) => (isOktaId(id) ? account(id) : notAKey(id)),
    async accountByAddress(address) {
      // The path would change: Okta finds such logins only by id.
      if (/[/\\?#]/.test(address) || !address.includes("@")) return notAKey(address);
      const found = await account(address);
      // Okta also accepts the part of a login before the @ if it is unique.
      const isOther = found.kind === "found" && found.value.address.toLowerCase() !== address.toLowerCase();
      return isOther ? absent : found;
    },
    accountsByNumber: (number) => accountsByNumber(client, number, { join, account }),
    groupById: async (id) =>
      isOktaId(id)
        ? known(client, async () => withRules(client, await client.sdk.groupApi.getGroup({ groupId: id })))
        : notAKey(id),
    groupByName: (name) => groupByName(client, name),
    async otherWriter(id) {
      if (!isOktaId(id)) return notAKey(id);
      const group = await known(client, async () =>
        observedGroup(await client.sdk.groupApi.getGroup({ groupId: id }), await fed()),
      );
      return group.kind === "found" ? { kind: "found", value: fillerOf(group.value) } : group;
    },
    listsMember: (group, member) =>
      known(client, async () => {
        const members = await readList(
          client,
          (limit) => client.sdk.groupApi.listGroupUsers({ groupId: group, limit }),
          idOf,
        );
        return members.some((user) => idOf(user) === member);
      }),
    assignable: (key) => knownAssignable(client, key),
    directAssignment: (kind, target, holder) => knownDirectAssignment(client, kind, { target, account: holder }),
    listedMembers: (group, mostPages) =>
      known(client, async () => {
        const { items, isComplete } = await readStart(
          client,
          (limit) => client.sdk.groupApi.listGroupUsers({ groupId: group, limit }),
          { idOf, mostPages },
        );
        return { roles: new Map(items.map((user) => [idOf(user), "member"])), isComplete };
      }),
    async membership(group, member) {
      // Okta does not have members by address.
      if (member.includes("@")) return absent;
      if (!isOktaId(group) || !isOktaId(member)) return notAKey(`${group} ${member}`);
      const { userApi } = client.sdk;
      // Okta has no request for one membership; the groups of a user are few.
      const groups = await known(client, () =>
        readList(client, () => userApi.listUserGroups({ userId: member }), idOf),
      );
      if (groups.kind !== "found") return groups;
      return groups.value.some(({ id }) => id === group)
        ? { kind: "found", value: { group, account: member, address: null, role: "member" } }
        : absent;
    },
  };
}

const notAKey = (address: string): Known<never> => rejected(`"${address}" cannot be used as an Okta login`);

/**
 * Returns the accounts whose join attribute has this value. Okta filters users by few attributes, so this is a search,
 * which can be some seconds behind a write. Each result is read by id, which is current, also for its number.
 */
async function accountsByNumber(
  client: OktaClient,
  number: string,
  { join, account }: { readonly join: string; readonly account: (id: string) => Promise<Known<ObservedAccount>> },
): Promise<Known<readonly ObservedAccount[]>> {
  if (!/^\w+$/.test(join)) return notAKey(join);
  const search = `profile.${join} eq ${quoted(number)}`;
  const { userApi } = client.sdk;
  const found = await known(client, () => readList(client, (limit) => userApi.listUsers({ search, limit }), idOf));
  if (found.kind !== "found") return found;
  return readEach(
    found.value.map(({ id }) => id),
    { read: account, isWanted: (one) => one.join === number },
  );
}

/**
 * Returns a group by exact name. A group created in Okta precedes an imported group with the same name. Two groups created in
 * Okta are ambiguous and give `unknown`. Okta's search can be some seconds behind a write.
 */
async function groupByName(client: OktaClient, name: string): Promise<Known<ObservedGroup>> {
  const found = await known(client, () => groupsNamed(client, name));
  if (found.kind !== "found") return found;
  const named = found.value;
  const own = named.filter((group) => String(group.type) === "OKTA_GROUP");
  if (own.length > 1)
    return {
      kind: "unknown",
      failure: { kind: "conflict", message: `Okta has ${own.length} groups with the name "${name}"` },
    };
  const group = own[0] ?? named[0];
  return group === undefined ? absent : known(client, () => withRules(client, group));
}

/** How long one list of rules serves the groups that are written, in milliseconds. A run can take an hour. */
const rulesLast = 600_000;

/** Returns a read of the groups that rules assign: one list for all groups that ask within ten minutes. */
function sharedRules(client: OktaClient): () => Promise<ReadonlySet<string>> {
  let last: { readonly at: number; readonly fed: Promise<ReadonlySet<string>> } | null = null;
  return () => {
    const now = client.clock.now();
    if (last !== null && now - last.at < rulesLast) return last.fed;
    const read = { at: now, fed: readRuleFed(client) };
    last = read;
    read.fed.catch(() => {
      if (last === read) last = null;
    });
    return read.fed;
  };
}

async function withRules(client: OktaClient, group: Group): Promise<ObservedGroup> {
  return observedGroup(group, await readRuleFed(client));
}
