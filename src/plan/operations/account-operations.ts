import type { ObservedAccount } from "../../model/observation.ts";
import { accountTraits } from "../../model/provider.ts";
import type { DesiredAccount } from "../desired/desired.ts";
import {
  accountMissing,
  archived,
  cannotSuspend,
  suspendedByProvider,
  unexplainedDeactivation,
  unexplainedSuspension,
} from "../match/identity-refusals.ts";
import { isOpen, type MatchedAccount } from "../match/identity.ts";
import type { MoveAccount } from "../operation.ts";
import type { GuardResult } from "../plan.ts";
import { adoptAccount, createAccount, moveAccount, updateAccount } from "./account-drafts.ts";
import type { Draft } from "./draft.ts";
import { heldState, type HeldState } from "./held-state.ts";
import type { AccountView, SystemView } from "./system-view.ts";

/** The action that leads to the desired state, why there is none, or null where none is needed. */
type Move = MoveAccount["action"] | Held | null;

/** Why an account is left in its state. */
type Held = "refused" | "archived" | HeldState;

const held: Readonly<Record<Held, true>> = {
  refused: true,
  archived: true,
  "suspended-by-provider": true,
  "unexplained-suspension": true,
  "unexplained-deactivation": true,
};

const isHeld = (move: Move): move is Held => move !== null && Object.hasOwn(held, move);

export interface AccountPlan {
  readonly drafts: readonly Draft[];
  readonly guards: readonly GuardResult[];
}

/**
 * Returns the operations that bring one user's account to the desired state: create or adopt it, change its state,
 * correct its attributes.
 */
export function accountOperations(desired: DesiredAccount, view: SystemView): AccountPlan {
  const { user } = desired;
  const matched = view.accounts.accountOf.get(user.id);
  if (view.accounts.blockedUsers.has(user.id)) return containment(desired, view);
  if (matched === undefined) return withoutAccount(desired, view);
  const scene = { desired, account: matched.account, view };
  const drafts: Draft[] = [];
  const move = moveOf(desired, matched.account, view);
  // A deactivated account takes no attributes.
  const takesValues = move !== "unexplained-deactivation";
  if (matched.adopt !== null && takesValues) drafts.push(adoptAccount(scene, matched.adopt));
  const refusal = refusalOf(move, desired, { account: matched.account, view });
  if (move !== null && !isHeld(move)) drafts.push(moveAccount(scene, move));
  const update = takesValues && mayUpdate(desired, matched, view) ? updateAccount(scene) : null;
  if (update !== null) drafts.push(update);
  return { drafts, guards: refusal === null ? [] : [refusal] };
}

function refusalOf(
  move: Move,
  desired: DesiredAccount,
  { account, view }: { readonly account: ObservedAccount; readonly view: AccountView },
): GuardResult | null {
  if (!isHeld(move)) return null;
  const { system } = view.desired;
  switch (move) {
    case "refused":
      return cannotSuspend(system, desired, account);
    case "archived":
      return archived(system, desired.user, account);
    case "suspended-by-provider":
      return suspendedByProvider(system, desired.user, account);
    case "unexplained-suspension":
      return unexplainedSuspension(system, desired.user, { account, hasBase: view.base !== null });
    case "unexplained-deactivation":
      return unexplainedDeactivation(system, desired.user, { account, hasBase: view.base !== null });
  }
}

/** Returns the containment of a blocked user's certain account: a doubt does not let a leaver sign in. */
function containment(desired: DesiredAccount, view: SystemView): AccountPlan {
  const account = view.accounts.certainOf.get(desired.user.id);
  const isKeptOut = desired.reason === "terminated" || desired.reason === "on-leave";
  return account === undefined || !isKeptOut ? { drafts: [], guards: [] } : containAccount(desired, account, view);
}

/** Returns the operation that contains an account of a user who is kept out, or why there is none. */
export function containAccount(desired: DesiredAccount, account: ObservedAccount, view: AccountView): AccountPlan {
  const move = moveOf(desired, account, view);
  const refusal = refusalOf(move, desired, { account, view });
  if (refusal !== null) return { drafts: [], guards: [refusal] };
  if (move === null || isHeld(move)) return { drafts: [], guards: [] };
  return { drafts: [moveAccount({ desired, account, view }, move)], guards: [] };
}

function withoutAccount(desired: DesiredAccount, view: SystemView): AccountPlan {
  if (desired.state !== "active" && desired.state !== "staged") return { drafts: [], guards: [] };
  if (desired.user.kind === "service")
    return { drafts: [], guards: [accountMissing(view.desired.system, desired.user)] };
  return { drafts: [createAccount(desired, view)], guards: [] };
}

/**
 * Returns the lifecycle action that leads to the desired state; null where the account already has it. A locked
 * account, one with an expired password or a password reset, and one whose activation is pending count as active,
 * because only their holder can finish that. What cannot be suspended is deactivated for a leaver. `refused`: the
 * account cannot be contained, because its state, a legal hold or the system's mode forbids it. `archived`: the account
 * needs a licence first, which Rolecall does not assign. The others: a suspension or deactivation that a person has to
 * undo (`heldState`).
 */
function moveOf(desired: DesiredAccount, account: ObservedAccount, view: AccountView): Move {
  switch (desired.state) {
    case "active":
      if (account.state === "archived") return "archived";
      if (account.state === "suspended") return heldState({ desired, account, view }) ?? "account.unsuspend";
      if (account.state === "deactivated") return heldState({ desired, account, view }) ?? "account.activate";
      return account.state === "staged" ? "account.activate" : null;
    case "deactivated":
      return account.state === "deactivated" ? null : "account.deactivate";
    case "staged":
    case "suspended":
      if (!isOpen(account)) return null;
      if (accountTraits(view.desired.system.provider)?.suspendableStates.includes(account.state) === true)
        return "account.suspend";
      return mayDeactivateInstead(desired, view) ? "account.deactivate" : "refused";
  }
}

/**
 * Returns whether an account that cannot be suspended is deactivated instead. Deactivation removes apps and data, so it
 * is only for leavers, and a legal hold and add-only mode rule it out.
 */
function mayDeactivateInstead({ user, reason }: DesiredAccount, { desired: { system } }: AccountView): boolean {
  if (reason !== "terminated" || user.legalHold || system.mode === "add-only") return false;
  return accountTraits(system.provider)?.canBeDeactivated === true;
}

/** Returns whether the account's attributes are updated. Okta refuses updates of a deactivated account. */
function mayUpdate(desired: DesiredAccount, { account }: MatchedAccount, view: SystemView): boolean {
  if (desired.user.externalIn.includes(view.desired.system.id)) return false;
  if (desired.reason === "terminated" || desired.reason === "not-entitled" || desired.reason === "upcoming")
    return false;
  return account.state !== "deactivated" || desired.state === "active";
}
