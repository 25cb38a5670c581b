import { accountKey } from "../taken.ts";
import { type MoveScene, originOfMove } from "./account-drafts.ts";

/** Why the suspension of an account that should be active is left as it is. */
export type HeldSuspension = "suspended-by-provider" | "unexplained-suspension";

/**
 * Returns why a suspension is not undone; null: it is. The provider's own suspensions are left for a person. Of the
 * others, those are undone that Rolecall made: the files changed or reached a start so that the account comes back, or
 * an earlier run suspended it. A suspension by another administrator may be an emergency (threat C10), so it is undone
 * only where `drift.repair` lists `account.unsuspend`.
 */
export function heldSuspension(scene: MoveScene): HeldSuspension | null {
  const { account, view } = scene;
  if (account.suspendedFor !== undefined) return "suspended-by-provider";
  const { system } = view.desired;
  return isOurs(scene) || system.repair.includes("account.unsuspend") ? null : "unexplained-suspension";
}

/** Returns whether the files or the journal explain the suspension. What a run opened, another administrator suspended. */
function isOurs(scene: MoveScene): boolean {
  const { context, desired } = scene.view;
  const key = accountKey(desired.system.id, scene.account.id);
  if (context.taken?.has(key) === true) return true;
  return originOfMove(scene) !== "drift" && context.opened?.has(key) !== true;
}
