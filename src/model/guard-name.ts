/** The guards that check a plan. An override names one of them. */
export const guardNames = [
  "removals",
  "accounts",
  "scheduled",
  "protected",
  "floor",
  "emptied-group",
  "own-account",
  "administrators",
  "order",
  "observe-only",
  "add-only",
] as const;

export type GuardName = (typeof guardNames)[number];
