import type { Tier, User } from "./documents.ts";
import type { Instant, Interval } from "./instant.ts";

/** The lifecycle state, which decides what a user may have (formats.md, User). */
export type LifecycleState = "upcoming" | "active" | "on-leave" | "terminated";

/** Returns the user's lifecycle state at an instant. A past end means terminated, whichever status the file has. */
export function stateOf(user: User, at: Instant): LifecycleState {
  if (user.status === "terminated" || (user.end !== null && user.end <= at)) return "terminated";
  if (user.start !== null && at < user.start) return "upcoming";
  return user.status === "on-leave" ? "on-leave" : "active";
}

/** Returns when the user may have access; undefined for a terminated user. */
export function employmentOf(user: User): Interval | undefined {
  return user.status === "terminated" ? undefined : { from: user.start, until: user.end };
}

export function isPrivileged(tier: Tier): boolean {
  return tier === "high" || tier === "critical";
}

const tierRank: Readonly<Record<Tier, number>> = { low: 0, medium: 1, high: 2, critical: 3 };

export function higherTier(left: Tier, right: Tier): Tier {
  return tierRank[left] >= tierRank[right] ? left : right;
}
