import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ObservedGroup } from "../../model/observation.ts";
import { idOf } from "./accounts.ts";
import { aliasesIn } from "./aliases.ts";
import type { GoogleClient } from "./client.ts";
import { readList } from "./lists.ts";

/** A group and Google's count of its direct members; null: not reported. */
export interface CountedGroup {
  readonly group: ObservedGroup;
  readonly count: number | null;
}

/** Google's maximum page size for groups. */
const pageSize = 200;

/** Reads all groups of the tenant, with their counts of direct members. */
export async function readGroups(client: GoogleClient): Promise<readonly CountedGroup[]> {
  const groups = await readList(
    "groups",
    async (pageToken) => {
      const page = await client.read(() =>
        client.api.groups.list({
          customer: client.customer,
          maxResults: pageSize,
          fields: "kind,nextPageToken,groups(id,email,aliases,nonEditableAliases,name,description,directMembersCount)",
          ...pageToken,
        }),
      );
      return { kind: page.kind, items: page.groups, nextPageToken: page.nextPageToken };
    },
    idOf,
  );
  return groups.map((group) => ({ group: observedGroup(group), count: countOf(group) }));
}

/** Reads the count again, for a member list with a different length. The count can be out of date. */
export async function readCount(client: GoogleClient, id: string): Promise<number | null> {
  return countOf(await client.read(() => client.api.groups.get({ groupKey: id })));
}

/** Converts a group. @throws Unreadable if the id or address is missing */
export function observedGroup(group: api.Schema$Group): ObservedGroup {
  const id = idOf(group);
  const { email, name, description } = group;
  if (typeof email !== "string" || email === "") throw new Unreadable(`the group ${id} does not have an address`);
  return {
    id,
    name: email,
    ...aliasesIn(group),
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

/** Returns the count, which Google sends as text. */
function countOf({ directMembersCount }: api.Schema$Group): number | null {
  return typeof directMembersCount === "string" && /^\d{1,9}$/.test(directMembersCount)
    ? Number(directMembersCount)
    : null;
}
