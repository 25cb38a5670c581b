import { type LifecycleState, stateOf } from "../../../model/lifecycle.ts";
import type { User } from "../../../model/documents.ts";
import type { Instant } from "../../../model/instant.ts";
import type { PersonSides } from "../../diff/diff.ts";

/** What happens to a user in a change. */
export type PersonEvent = "joins" | "moves" | "leaves" | "goes-on-leave" | "returns";

/**
 * Returns the event of a user whose document changes; null for an edit that is not one. An end that is new or earlier is
 * leaving, also where it is in the future. A user who moves and leaves in one change leaves.
 */
export function eventOf({ before, after }: PersonSides, at: Instant): PersonEvent | null {
  if (before === null) return after === null || stateOf(after, at) === "terminated" ? null : "joins";
  const was = stateOf(before, at);
  if (after === null) return was === "terminated" ? null : "leaves";
  const changed = eventOfStates(was, stateOf(after, at));
  if (changed !== null) return changed;
  if (endsEarlier(before, after)) return "leaves";
  return before.department !== after.department || before.title !== after.title ? "moves" : null;
}

function eventOfStates(was: LifecycleState, is: LifecycleState): PersonEvent | null {
  if (was === is) return null;
  if (is === "terminated") return "leaves";
  if (was === "terminated") return "returns";
  if (is === "on-leave") return "goes-on-leave";
  return was === "on-leave" ? "returns" : null;
}

function endsEarlier(before: User, after: User): boolean {
  return after.status !== "terminated" && after.end !== null && (before.end === null || after.end < before.end);
}
