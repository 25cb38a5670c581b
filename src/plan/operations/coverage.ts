import type { System, UserId } from "../../model/documents.ts";
import type { ObservedGroup, ObservedSystem } from "../../model/observation.ts";
import type { GuardResult } from "../plan.ts";
import type { Draft } from "./draft.ts";

/** What may be planned from an observation. */
export interface Coverage {
  /** Returns whether the result does not concern a user whose accounts were not looked up. */
  readonly isIdentified: (guard: GuardResult) => boolean;
  /** Returns whether the user's account may be changed. */
  readonly mayChange: (user: UserId) => boolean;
  /** Returns whether the group or the membership that the draft writes was read. */
  readonly isKnown: (draft: Draft, live: ObservedGroup | null) => boolean;
}

const everything: Coverage = { isIdentified: () => true, mayChange: () => true, isKnown: () => true };

/**
 * Returns what an observation may be planned from. A targeted read omits most users and groups. They are not known, so
 * nothing that concerns them is planned.
 */
export function coverageOf({ readFor }: ObservedSystem): Coverage {
  if (readFor === undefined) return everything;
  const { identified, users, groups } = readFor;
  return {
    isIdentified: ({ subject }) => subject?.kind !== "user" || identified.has(subject.id),
    mayChange: (user) => users.has(user),
    isKnown: ({ holder }, live) => (holder !== null && users.has(holder)) || (live !== null && groups.has(live.id)),
  };
}

/** Reports that the system was read for the targets only. It does not block. */
export function targetedRead({ id }: System): GuardResult {
  return {
    code: "provider/targeted-read",
    system: id,
    blocked: false,
    message: `${id} was read only for the targets: other users and groups, orphaned accounts and unmanaged objects were not read.`,
    remedy: "No action needed. Run without --target to plan and count everything.",
    override: null,
  };
}
