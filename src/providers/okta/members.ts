import type { User } from "@okta/okta-sdk-nodejs";
import type { ObservedMembership } from "../../model/observation.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import { idOf } from "./accounts.ts";
import type { OktaClient } from "./client.ts";
import { type CountedGroup, readCount } from "./groups.ts";
import { memberPageSize, readList } from "./lists.ts";

/**
 * Reads the members of one group and compares their number with Okta's count.
 * A group with count 0 is not read. More members than the count means that the count is out of date. Fewer members, also after
 * a second read of the count, means that the list is truncated.
 * @throws Unreadable if members are missing
 */
export async function readMembers(client: OktaClient, counted: CountedGroup): Promise<readonly ObservedMembership[]> {
  const members = await readMemberUsers(client, counted);
  return members.map((user) => ({ group: counted.group.id, account: idOf(user), address: null, role: "member" }));
}

/** Returns the members of one group as users, read as `readMembers` does. @throws Unreadable if members are missing */
export async function readMemberUsers(client: OktaClient, { group, count }: CountedGroup): Promise<readonly User[]> {
  if (count === 0) return [];
  const members = await readList(
    client,
    (limit) => client.sdk.groupApi.listGroupUsers({ groupId: group.id, limit }),
    idOf,
    { pageSize: memberPageSize },
  );
  if (count !== null && members.length < count) {
    const again = await readCount(client, group.id);
    if (again === null || members.length < again)
      throw new Unreadable(
        `the list ended after ${members.length} of ${again ?? count} members, or changed while it was read`,
      );
  }
  return members;
}
