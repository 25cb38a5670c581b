import type { Assignment } from "../../model/assignment.ts";
import type { AccountRules, Entitlement, System, User, UserId } from "../../model/documents.ts";
import { addDuration } from "../../model/duration.ts";
import { activePaths } from "../../model/effective.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { accountTraits } from "../../model/provider.ts";
import type { PlanSide } from "../side.ts";
import type { DesiredAccount } from "./desired.ts";

/**
 * Returns the desired state of each user's account in one system at `at` (formats.md, User and System). For a user with
 * an external address (`externalIn`), and in a system where no entitlement stands for having an account, the result has
 * only leavers and users on leave: `externalIn` does not give an account, but an account with the user's employee
 * number is still contained.
 */
export function desiredAccounts(
  system: System,
  rules: AccountRules,
  {
    side,
    entitlement,
    at,
  }: { readonly side: PlanSide; readonly entitlement: Entitlement | null; readonly at: Instant },
): ReadonlyMap<UserId, DesiredAccount> {
  const accounts = new Map<UserId, DesiredAccount>();
  for (const user of side.model.users.values()) {
    const given = entitlement === null ? undefined : assignmentOf(side, user.id, entitlement);
    const managed = entitlement !== null && !user.externalIn.includes(system.id);
    const account = desiredAccount(user, given, { system, rules, managed, at });
    if (account !== null) accounts.set(user.id, account);
  }
  return accounts;
}

function assignmentOf(side: PlanSide, user: UserId, { ref }: Entitlement): Assignment | undefined {
  return side.index.byUser.get(user)?.find(({ entitlement }) => entitlement === ref);
}

interface AccountFacts {
  readonly system: System;
  readonly rules: AccountRules;
  /** Whether an entitlement stands for having an account and applies to this user. */
  readonly managed: boolean;
  readonly at: Instant;
}

function desiredAccount(user: User, given: Assignment | undefined, facts: AccountFacts): DesiredAccount | null {
  const state = stateOf(user, facts.at);
  if (state === "terminated") return { user, state: containedState(user, facts), reason: "terminated", paths: [] };
  const paths = given === undefined ? [] : activePaths(given, facts.at);
  if (state === "on-leave") return { user, state: "suspended", reason: "on-leave", paths };
  if (!facts.managed) return null;
  if (state === "upcoming") {
    const later = given?.paths.filter((path) => !path.eligible) ?? [];
    return user.preboarding && later.length > 0
      ? { user, state: "staged", reason: "preboarding", paths: later }
      : { user, state: "suspended", reason: "upcoming", paths: [] };
  }
  return paths.length > 0
    ? { user, state: "active", reason: "entitled", paths }
    : { user, state: "suspended", reason: "not-entitled", paths: [] };
}

/**
 * Returns the state of a leaver's account: suspended, or deactivated if the provider supports it and the system's file
 * asks for it at once or `deactivateAfter` has passed since the user's `end` (without an `end` the account stays
 * suspended). Deactivation removes apps and data, so a legal hold and add-only mode rule it out.
 */
function containedState(user: User, { system, rules, at }: AccountFacts): "suspended" | "deactivated" {
  if (accountTraits(system.provider)?.canBeDeactivated !== true || user.legalHold || system.mode === "add-only")
    return "suspended";
  if (rules.onTerminate.now === "deactivate") return "deactivated";
  const due = deactivationDue(user, rules);
  return due !== null && due <= at ? "deactivated" : "suspended";
}

/** Returns the instant at which a leaver's account is deactivated; null where the files set no instant. */
export function deactivationDue(user: User, { onTerminate }: AccountRules): Instant | null {
  if (user.end === null || onTerminate.deactivateAfter === null) return null;
  return addDuration(user.end, onTerminate.deactivateAfter);
}
