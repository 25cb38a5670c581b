import type { Group, GroupRule } from "@okta/okta-sdk-nodejs";
import { Unreadable } from "../../http/transport-failure.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import type { ObservedGroup } from "../../model/observation.ts";
import { idOf } from "./accounts.ts";
import type { OktaClient } from "./client.ts";
import { quoted } from "./ids.ts";
import { readList } from "./lists.ts";

/** A group and Okta's count of its members; null: not reported. */
export interface CountedGroup {
  readonly group: ObservedGroup;
  readonly count: number | null;
}

/** Reads all groups of the organization, with their counts of members. `fed`: ids of the groups that active rules assign. */
export async function readGroups(client: OktaClient, fed: ReadonlySet<string>): Promise<readonly CountedGroup[]> {
  const { groupApi } = client.sdk;
  const groups = await readList(client, (limit) => groupApi.listGroups({ limit, expand: "stats" }), idOf);
  return groups.map((group) => ({ group: observedGroup(group, fed), count: countOf(group) }));
}

/** Reads the groups whose profile or members changed after an instant, as Okta shows them. */
export async function readGroupsChangedAfter(client: OktaClient, at: Instant): Promise<readonly Group[]> {
  const since = `"${formatInstant(at)}"`;
  const filter = `lastUpdated gt ${since} or lastMembershipUpdated gt ${since}`;
  const { groupApi } = client.sdk;
  return readList(client, (limit) => groupApi.listGroups({ filter, limit, expand: "stats" }), idOf);
}

/** Reads the count again, for a member list with a different length. The count can be out of date. Null: the group no longer exists. */
export async function readCount(client: OktaClient, id: string): Promise<number | null> {
  const filter = `id eq "${id}"`;
  const found = await readList(
    client,
    (limit) => client.sdk.groupApi.listGroups({ filter, limit, expand: "stats" }),
    idOf,
  );
  const group = found.find((one) => one.id === id);
  return group === undefined ? null : countOf(group);
}

/**
 * Reads the group rules twice. No other object shows that a rule is missing, and a removal from a group whose rule is
 * missing would write the user into the rule's exclusion list.
 * @throws Unreadable if the two lists differ
 */
export async function readRuleFedTwice(client: OktaClient): Promise<ReadonlySet<string>> {
  const first = await readRuleFed(client);
  const second = await readRuleFed(client);
  if (first.size !== second.size || [...first].some((id) => !second.has(id)))
    throw new Unreadable("two reads of the group rules differ; a list is truncated or changed while it was read");
  return first;
}

/**
 * Reads the ids of the groups that an active rule assigns. Such a group is read-only, because the API does not show whether a
 * membership was created by the rule or manually.
 */
export async function readRuleFed(client: OktaClient): Promise<ReadonlySet<string>> {
  const rules = await readList(client, (limit) => client.sdk.groupApi.listGroupRules({ limit }), idOf);
  return new Set(rules.filter(isActive).flatMap(targetsOf));
}

/**
 * Returns the groups with exactly this name. Okta's search ignores letter case, and can be some seconds behind a write.
 */
export async function groupsNamed(client: OktaClient, name: string): Promise<readonly Group[]> {
  const search = `profile.name eq ${quoted(name)}`;
  const found = await readList(client, (limit) => client.sdk.groupApi.listGroups({ search, limit }), idOf);
  return found.filter((group) => (group.profile as { name?: unknown } | undefined)?.name === name);
}

/** Checks whether a rule is active. @throws Unreadable for an unknown status: values are never guessed */
function isActive({ id, status }: GroupRule): boolean {
  if (status === "ACTIVE") return true;
  if (status === "INACTIVE" || status === "INVALID") return false;
  throw new Unreadable(`the group rule ${id} has the unknown status "${String(status)}"`);
}

function targetsOf(rule: GroupRule): readonly string[] {
  return rule.actions?.assignUserToGroups?.groupIds ?? [];
}

/** Converts a group. @throws Unreadable if a field is missing or has an unknown value */
export function observedGroup(group: Group, fed: ReadonlySet<string>): ObservedGroup {
  const id = idOf(group);
  const { name, description } = (group.profile ?? {}) as { readonly name?: unknown; readonly description?: unknown };
  if (typeof name !== "string" || name === "") throw new Unreadable(`the group ${id} does not have a name`);
  const type: string = String(group.type);
  if (type !== "OKTA_GROUP" && type !== "APP_GROUP" && type !== "BUILT_IN")
    throw new Unreadable(`the group "${name}" has the unknown type "${type}"`);
  const ruleFed = fed.has(id);
  return {
    id,
    name,
    type,
    profile: typeof description === "string" && description !== "" ? { description } : {},
    settings: null,
    ruleFed,
    writable: type === "OKTA_GROUP" && !ruleFed,
  };
}

export function countOf({ _embedded: embedded }: Group): number | null {
  const count: unknown = embedded?.stats?.usersCount;
  return typeof count === "number" && Number.isInteger(count) && count >= 0 ? count : null;
}
