import type { Group, GroupRule } from "@okta/okta-sdk-nodejs";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ObservedGroup } from "../../model/observation.ts";
import { idOf } from "./accounts.ts";
import type { OktaClient } from "./client.ts";
import { readList } from "./lists.ts";

/** A group and how many members Okta counts in it; null where it does not say. */
export interface CountedGroup {
  readonly group: ObservedGroup;
  readonly count: number | null;
}

/** Every group of the organization, with its count of members. `fed`: ids of the groups that active rules assign. */
export async function readGroups(client: OktaClient, fed: ReadonlySet<string>): Promise<readonly CountedGroup[]> {
  const { groupApi } = client.sdk;
  const groups = await readList(client, (limit) => groupApi.listGroups({ limit, expand: "stats" }), idOf);
  return groups.map((group) => ({ group: observedGroup(group, fed), count: countOf(group) }));
}

/** The count once more, for a list of members that disagreed with it: it can lag behind. Null where the group is gone. */
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
 * The ids of the groups that an active rule assigns: such a group is read-only as a whole, because the API does not tell
 * whether a membership was made by the rule or by hand.
 */
export async function readRuleFed(client: OktaClient): Promise<ReadonlySet<string>> {
  const rules = await readList(client, (limit) => client.sdk.groupApi.listGroupRules({ limit }), idOf);
  return new Set(rules.filter(isActive).flatMap(targetsOf));
}

/** @throws Unreadable for a status that is not known: whether the rule assigns its groups would be a guess. */
function isActive({ id, status }: GroupRule): boolean {
  if (status === "ACTIVE") return true;
  if (status === "INACTIVE" || status === "INVALID") return false;
  throw new Unreadable(`the group rule ${id} has the status "${String(status)}", which is not known`);
}

function targetsOf(rule: GroupRule): readonly string[] {
  return rule.actions?.assignUserToGroups?.groupIds ?? [];
}

/** @throws Unreadable where a field is missing or has a value that is not known */
export function observedGroup(group: Group, fed: ReadonlySet<string>): ObservedGroup {
  const id = idOf(group);
  const { name, description } = (group.profile ?? {}) as { readonly name?: unknown; readonly description?: unknown };
  if (typeof name !== "string" || name === "") throw new Unreadable(`the group ${id} has no name`);
  const type: string = String(group.type);
  if (type !== "OKTA_GROUP" && type !== "APP_GROUP" && type !== "BUILT_IN")
    throw new Unreadable(`the group "${name}" has the type "${type}", which is not known`);
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

function countOf({ _embedded: embedded }: Group): number | null {
  const count: unknown = embedded?.stats?.usersCount;
  return typeof count === "number" && Number.isInteger(count) && count >= 0 ? count : null;
}
