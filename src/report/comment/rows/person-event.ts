import { type LifecycleState, stateOf } from "../../../model/lifecycle.ts";
import type { User } from "../../../model/documents.ts";
import type { Instant } from "../../../model/instant.ts";
import type { PersonSides } from "../../diff/diff.ts";

/** What happens to a user in a change. */
export type PersonEvent = "joins" | "moves" | "leaves" | "goes-on-leave" | "returns" | "stays-longer" | "is-edited";

/**
 * Returns the event of a user whose document changes; null where nothing changes. An end that is new or earlier is leaving,
 * also where it is in the future. A user who moves and leaves in one change leaves.
 * @param isEdited whether a field of the user changes that affects access or approval
 */
export function eventOf({ before, after }: PersonSides, at: Instant, isEdited: boolean): PersonEvent | null {
  if (before === null) return after === null || stateOf(after, at) === "terminated" ? null : "joins";
  const was = stateOf(before, at);
  if (after === null) return was === "terminated" ? null : "leaves";
  const changed = eventOfStates(was, stateOf(after, at));
  if (changed !== null) return changed;
  if (after.status !== "terminated" && before.end !== after.end)
    return isLater(after.end, before.end) ? "stays-longer" : "leaves";
  if (before.department !== after.department || before.title !== after.title) return "moves";
  return isEdited ? "is-edited" : null;
}

function eventOfStates(was: LifecycleState, is: LifecycleState): PersonEvent | null {
  if (was === is) return null;
  if (is === "terminated") return "leaves";
  if (was === "terminated") return "returns";
  if (is === "on-leave") return "goes-on-leave";
  return was === "on-leave" ? "returns" : null;
}

const isLater = (end: User["end"], other: User["end"]): boolean => end === null || (other !== null && end > other);
