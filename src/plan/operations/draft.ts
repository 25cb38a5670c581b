import type { EntitlementRef, UserId } from "../../model/documents.ts";
import type { Action, Operation } from "../operation.ts";

/** An operation before ordering, with the facts that order and guards need about it. */
export interface Draft {
  readonly operation: Operation;
  /**
   * The user whose access changes: the operation's user, or the user with the address of an unmatched account. Only
   * order and guards read it.
   */
  readonly holder: UserId | null;
  /** The users whose access changes where a group becomes, or no longer is, a member of another group; absent elsewhere. */
  readonly through?: readonly UserId[];
  /** The entitlement that the user holds only afterwards; null for everything but memberships and direct assignments. */
  readonly gives: EntitlementRef | null;
  /** The entitlement that the user no longer holds afterwards. */
  readonly takes: EntitlementRef | null;
  /** The declared group that it writes to, or the declared app, role or licence, by its key. */
  readonly group: string | null;
  /** True for a leaver, who is contained first. */
  readonly isLeaver: boolean;
}

/** Returns the draft of an operation that writes no membership. */
export function plainDraft(operation: Operation, group: string | null = null, isLeaver = false): Draft {
  return { operation, holder: operation.user, gives: null, takes: null, group, isLeaver };
}

/** Returns the users whose access the operation changes. */
export const holdersOf = ({ holder, through = [] }: Draft): readonly UserId[] => (holder === null ? through : [holder]);

export const idOf = (system: string, action: Action, ...names: readonly string[]): string =>
  [system, action, ...names].join(":");
