import type { AccessModel, SystemId, User, UserId } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { compareText } from "../../support/compare.ts";
import { desiredState } from "../desired/desired-state.ts";
import type { DesiredAccount, DesiredState, DesiredSystem } from "../desired/desired.ts";
import type { AccountView } from "../operations/system-view.ts";
import type { PlanContext } from "../side.ts";

/** A user who must not be able to sign in to a system now. */
export interface KeptOut {
  readonly user: User;
  readonly system: SystemId;
  readonly desired: DesiredAccount;
  readonly view: AccountView;
}

/** Returns whether the account belongs to a user who must be kept out: terminated or on leave. */
export const isKeptOut = ({ reason }: Pick<DesiredAccount, "reason">): boolean =>
  reason === "terminated" || reason === "on-leave";

/** Returns a function that checks whether a user must be kept out of every system at `at`. */
export function keptOutIn({ users }: Pick<AccessModel, "users">, at: Instant): (user: UserId) => boolean {
  return (id) => {
    const user = users.get(id);
    const state = user === undefined ? "active" : stateOf(user, at);
    return state === "terminated" || state === "on-leave";
  };
}

/**
 * Returns who must be kept out of which system, from the files alone. A system in observe mode is not written, and
 * add-only mode leaves out users on leave, as in every plan.
 */
export function keptOut(context: PlanContext): readonly KeptOut[] {
  const { head, base, at } = context;
  const wanted = desiredState(head, at);
  const earlier: DesiredState = base === null ? new Map() : desiredState(base, at);
  const all = [...wanted.values()].flatMap((desired) =>
    keptOutOf(desired, { context, desired, base: earlier.get(desired.system.id) ?? null }),
  );
  return all.sort((left, right) => compareText(left.user.id, right.user.id) || compareText(left.system, right.system));
}

function keptOutOf({ system, accounts }: DesiredSystem, view: AccountView): readonly KeptOut[] {
  if (system.mode === "observe") return [];
  return [...accounts.values()].flatMap((desired) =>
    isKeptOut(desired) && (system.mode !== "add-only" || desired.reason === "terminated")
      ? [{ user: desired.user, system: system.id, desired, view }]
      : [],
  );
}
