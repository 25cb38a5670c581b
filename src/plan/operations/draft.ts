import type { EntitlementRef, UserId } from "../../model/documents.ts";
import type { Action, Operation } from "../operation.ts";

/** An operation that is not ordered yet, with what order and guards ask about it. */
export interface Draft {
  readonly operation: Operation;
  /** Whose access it changes: the operation's user, or whose address a stranger's account has; only order and guards ask. */
  readonly holder: UserId | null;
  /** What its user holds afterwards and did not before; null for everything but memberships. */
  readonly gives: EntitlementRef | null;
  /** What its user no longer holds afterwards. */
  readonly takes: EntitlementRef | null;
  /** The declared group it works in. */
  readonly group: string | null;
  /** A leaver's: contained before anything else. */
  readonly isLeaver: boolean;
}

/** A draft of an operation that gives and takes no membership. */
export function plainDraft(operation: Operation, group: string | null = null, isLeaver = false): Draft {
  return { operation, holder: operation.user, gives: null, takes: null, group, isLeaver };
}

export const idOf = (system: string, action: Action, ...names: readonly string[]): string =>
  [system, action, ...names].join(":");
