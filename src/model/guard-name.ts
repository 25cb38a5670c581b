/** The guards that judge a plan; an override names one of them. */
export const guardNames = [
  "removals",
  "accounts",
  "scheduled",
  "protected",
  "floor",
  "emptied-group",
  "order",
  "observe-only",
  "add-only",
] as const;

export type GuardName = (typeof guardNames)[number];
