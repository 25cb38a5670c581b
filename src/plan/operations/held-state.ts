import type { AccountState } from "../../model/account-state.ts";
import { accountKey } from "../taken.ts";
import type { MoveAccount } from "../operation.ts";
import { type MoveScene, originOfMove } from "./account-drafts.ts";

/** Why the closed account of a user who should be active is left as it is. */
export type HeldState = "suspended-by-provider" | "unexplained-suspension" | "unexplained-deactivation";

/** The states that another administrator can have caused, with the action that undoes each, and the result where it is held. */
const closed: Readonly<
  Partial<Record<AccountState, { readonly undo: MoveAccount["action"]; readonly held: HeldState }>>
> = {
  suspended: { undo: "account.unsuspend", held: "unexplained-suspension" },
  deactivated: { undo: "account.activate", held: "unexplained-deactivation" },
};

/**
 * Returns why the suspension or deactivation of an account that should be active is not undone; null: it is, or there
 * is none. The provider's own suspensions are left for a person. Of the others, those are undone that Rolecall made: the
 * files changed or reached a start so that the account comes back, or an earlier run closed it. What another
 * administrator closed may be an emergency (threat C10), so it is opened only where `drift.repair` lists the action.
 */
export function heldState(scene: MoveScene): HeldState | null {
  const { account, desired, view } = scene;
  const state = closed[account.state];
  if (desired.state !== "active" || state === undefined) return null;
  if (account.suspendedFor !== undefined) return "suspended-by-provider";
  return isOurs(scene) || view.desired.system.repair.includes(state.undo) ? null : state.held;
}

/** Returns whether the files or the journal explain the state. What a run opened, another administrator closed. */
function isOurs(scene: MoveScene): boolean {
  const { context, desired } = scene.view;
  const key = accountKey(desired.system.id, scene.account.id);
  if (context.taken?.has(key) === true) return true;
  return originOfMove(scene) !== "drift" && context.opened?.has(key) !== true;
}
