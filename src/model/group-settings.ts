/** The values of a setting of a group, from the strictest to the loosest. */
export type GroupSettings = Readonly<Record<string, readonly string[]>>;

const membersTo = (verb: string): readonly string[] => [
  `ALL_MANAGERS_CAN_${verb}`,
  `ALL_MEMBERS_CAN_${verb}`,
  `ALL_IN_DOMAIN_CAN_${verb}`,
];
const moderators = ["NONE", "OWNERS_ONLY", "OWNERS_AND_MANAGERS", "ALL_MEMBERS"];
const flag = ["false", "true"];

/**
 * The settings of the Groups Settings API that decide who gets into a group, sees it or acts for it. The order of the
 * values shows whether a change opens the group. Settings of the mail format are not managed.
 */
export const accessSettings: GroupSettings = {
  allowExternalMembers: flag,
  membersCanPostAsTheGroup: flag,
  whoCanContactOwner: ["ALL_OWNERS_CAN_CONTACT", ...membersTo("CONTACT"), "ANYONE_CAN_CONTACT"],
  whoCanDiscoverGroup: ["ALL_MEMBERS_CAN_DISCOVER", "ALL_IN_DOMAIN_CAN_DISCOVER", "ANYONE_CAN_DISCOVER"],
  whoCanJoin: ["INVITED_CAN_JOIN", "CAN_REQUEST_TO_JOIN", "ALL_IN_DOMAIN_CAN_JOIN", "ANYONE_CAN_JOIN"],
  whoCanModerateContent: moderators,
  whoCanModerateMembers: moderators,
  whoCanPostMessage: ["ALL_OWNERS_CAN_POST", ...membersTo("POST"), "ANYONE_CAN_POST"],
  whoCanViewGroup: [...membersTo("VIEW"), "ANYONE_CAN_VIEW"],
  whoCanViewMembership: membersTo("VIEW"),
};

/**
 * Returns whether a change of settings opens the group (`looser`), closes it (`stricter`), or neither (`same`). A change
 * from or to a value that is not in the list counts as looser, and one looser setting makes the change looser.
 */
export function directionOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): "looser" | "stricter" | "same" {
  const names = Object.keys(after).filter((name) => before[name] !== after[name]);
  if (names.length === 0) return "same";
  const isStricter = names.every((name) => {
    const values: readonly unknown[] = accessSettings[name] ?? [];
    const [from, to] = [values.indexOf(before[name]), values.indexOf(after[name])];
    return to >= 0 && to < from;
  });
  return isStricter ? "stricter" : "looser";
}
