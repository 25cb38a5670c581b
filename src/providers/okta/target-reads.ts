import type { Group } from "@okta/okta-sdk-nodejs";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ObservedGroup } from "../../model/observation.ts";
import type { ObserveScope, TargetReads } from "../../ports/access.ts";
import { idOf, observedAccount } from "./accounts.ts";
import type { OktaClient } from "./client.ts";
import { countOf, observedGroup, readRuleFedTwice } from "./groups.ts";
import { quoted } from "./ids.ts";
import { readList } from "./lists.ts";
import { readMemberUsers } from "./members.ts";

/** Conditions in one `search` or `filter`. Okta rejects very long ones. */
const atOnce = 50;

/**
 * Reads named users and groups of an Okta organization. Okta finds employee numbers only by search, which can be some
 * seconds behind a write. The accounts that it finds are read by `filter`, together with the addresses, and the
 * group rules are read once for all groups, twice as in a complete read.
 */
export function oktaTargetReads(client: OktaClient, scope: ObserveScope): TargetReads {
  const { userApi, groupApi } = client.sdk;
  const counts = new Map<string, number | null>();
  let rules: Promise<ReadonlySet<string>> | null = null;

  async function shown(groups: readonly Group[]): Promise<readonly ObservedGroup[]> {
    if (groups.length === 0) return [];
    rules ??= readRuleFedTwice(client);
    const fed = await rules;
    return groups.map((group) => observedGroup(group, fed));
  }

  return {
    tenant: client.host,
    async accountsBy({ ids, numbers, addresses }) {
      if (!/^\w+$/.test(scope.join)) throw new Unreadable(`"${scope.join}" cannot be used in an Okta search`);
      const searched = await eachPart(conditions(`profile.${scope.join}`, numbers), (search) =>
        readList(client, (limit) => userApi.listUsers({ search, limit }), idOf),
      );
      const known = [...ids, ...searched.map(idOf)];
      const found = await eachPart([...conditions("id", known), ...conditions("profile.login", addresses)], (filter) =>
        readList(client, (limit) => userApi.listUsers({ filter, limit }), idOf),
      );
      return [...new Map(found.map((user) => [idOf(user), user])).values()].map((user) => observedAccount(user, scope));
    },
    async groupsNamed(names) {
      const wanted = new Set(names);
      const found = await eachPart(conditions("profile.name", names), (search) =>
        readList(client, (limit) => groupApi.listGroups({ search, limit, expand: "stats" }), idOf),
      );
      for (const group of found) counts.set(idOf(group), countOf(group));
      return (await shown(found)).filter(({ name }) => wanted.has(name));
    },
    groupsOf: async (userId) => shown(await readList(client, () => userApi.listUserGroups({ userId }), idOf)),
    async membersOf(group) {
      const members = await readMemberUsers(client, { group, count: counts.get(group.id) ?? null });
      return members.map((user) => observedAccount(user, scope));
    },
  };
}

const conditions = (attribute: string, values: readonly string[]): readonly string[] =>
  [...new Set(values)].map((value) => `${attribute} eq ${quoted(value)}`);

async function eachPart<T>(
  all: readonly string[],
  read: (query: string) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let from = 0; from < all.length; from += atOnce)
    found.push(...(await read(all.slice(from, from + atOnce).join(" or "))));
  return found;
}
