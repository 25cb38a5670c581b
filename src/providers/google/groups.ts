import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ObservedGroup } from "../../model/observation.ts";
import { idOf } from "./accounts.ts";
import type { GoogleClient } from "./client.ts";
import { readList } from "./lists.ts";

/** A group and how many direct members Google counts in it; null where it does not say. */
export interface CountedGroup {
  readonly group: ObservedGroup;
  readonly count: number | null;
}

/** The most that Google gives per page of groups. */
const pageSize = 200;

/** Every group of the tenant, with its count of direct members. */
export async function readGroups(client: GoogleClient): Promise<readonly CountedGroup[]> {
  const groups = await readList(
    "groups",
    async (pageToken) => {
      const page = await client.read(() =>
        client.api.groups.list({
          customer: client.customer,
          maxResults: pageSize,
          fields: "kind,nextPageToken,groups(id,email,name,description,directMembersCount)",
          ...pageToken,
        }),
      );
      return { kind: page.kind, items: page.groups, nextPageToken: page.nextPageToken };
    },
    idOf,
  );
  return groups.map((group) => ({ group: observedGroup(group), count: countOf(group) }));
}

/** The count once more, for a list of members that disagreed with it: it can lag behind. */
export async function readCount(client: GoogleClient, id: string): Promise<number | null> {
  return countOf(await client.read(() => client.api.groups.get({ groupKey: id })));
}

/** @throws Unreadable where id or address is missing */
export function observedGroup(group: api.Schema$Group): ObservedGroup {
  const id = idOf(group);
  const { email, name, description } = group;
  if (typeof email !== "string" || email === "") throw new Unreadable(`the group ${id} has no address`);
  return {
    id,
    name: email,
    type: "GOOGLE_GROUP",
    profile: {
      ...(typeof name === "string" && name !== "" ? { name } : {}),
      ...(typeof description === "string" && description !== "" ? { description } : {}),
    },
    settings: null,
    ruleFed: false,
    writable: true,
  };
}

/** Google writes the count as text. */
function countOf({ directMembersCount }: api.Schema$Group): number | null {
  return typeof directMembersCount === "string" && /^\d{1,9}$/.test(directMembersCount)
    ? Number(directMembersCount)
    : null;
}
