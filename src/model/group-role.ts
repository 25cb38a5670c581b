import type { GroupRole } from "./documents.ts";

const ranks: Readonly<Record<GroupRole, number>> = { member: 0, manager: 1, owner: 2 };

/** Compares two roles in a group: negative where `left` permits less than `right`, 0 where they are the same. */
export function compareRoles(left: GroupRole, right: GroupRole): number {
  return ranks[left] - ranks[right];
}
