import type { Adoption, System, User, UserId } from "../../model/documents.ts";
import { numbersOf } from "../../model/people.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import { compareText } from "../../support/compare.ts";
import type { DesiredAccount, DesiredSystem } from "../desired/desired.ts";
import type { GuardResult } from "../plan.ts";
import { type AccountMatch, isOpen, type MatchedAccount } from "./identity.ts";
import * as refusals from "./identity-refusals.ts";
import { appendTo } from "../../support/multi-map.ts";

interface AccountIndex {
  readonly byId: ReadonlyMap<string, ObservedAccount>;
  readonly byNumber: ReadonlyMap<string, readonly ObservedAccount[]>;
  readonly byAddress: ReadonlyMap<string, ObservedAccount>;
  /** The user of each address in the files, aliases included; lower case. */
  readonly userAt: ReadonlyMap<string, User>;
  /** The users whose adoption files name an account. */
  readonly adoptersOf: ReadonlyMap<string, readonly UserId[]>;
}

/**
 * Finds each user's live account: by the user's employee number or an earlier one, else by a reviewed adoption, else by its address
 * where the system adopts by address. An address alone is not proof (threat P1), so an unclear match blocks the user.
 */
export function matchAccounts(
  { system, accounts }: DesiredSystem,
  observed: readonly ObservedAccount[],
  { users, adoptions }: { readonly users: ReadonlyMap<UserId, User>; readonly adoptions: readonly Adoption[] },
): AccountMatch {
  const own = adoptions.filter((adoption) => adoption.system === system.id);
  const index = indexAccounts(observed, { users, adoptions: own });
  const adoptionOf = new Map(own.map((adoption) => [adoption.user, adoption]));
  const accountOf = new Map<UserId, MatchedAccount>();
  const userOf = new Map<string, User>();
  const blockedUsers = new Set<UserId>();
  const blockedAccounts = new Set<string>();
  const certainOf = new Map<UserId, ObservedAccount>();
  const guards: GuardResult[] = [];
  for (const user of users.values()) {
    const search = { system, desired: accounts.get(user.id), index, adoption: adoptionOf.get(user.id) };
    const found = user.externalIn.includes(system.id) ? findByNumber(user, search) : findAccount(user, search);
    if (found.kind === "matched") {
      accountOf.set(user.id, found.match);
      userOf.set(found.match.account.id, user);
    } else if (found.kind === "refused") {
      blockedUsers.add(user.id);
      for (const id of found.accounts) blockedAccounts.add(id);
      guards.push(found.guard);
      const certain = certainAmong(user, found.accounts, index);
      if (certain !== null) certainOf.set(user.id, certain);
    }
  }
  // An account in doubt is not changed for the user whose number it has either.
  for (const [id, { account }] of accountOf) {
    const user = users.get(id);
    if (user === undefined || !blockedAccounts.has(account.id)) continue;
    accountOf.delete(id);
    userOf.delete(account.id);
    blockedUsers.add(id);
    guards.push(refusals.alsoInDoubt(system, user, account));
    if (hasNumber(user, account.join)) certainOf.set(id, account);
  }
  return { accountOf, userOf, blockedUsers, certainOf, blockedAccounts, guards };
}

function indexAccounts(
  observed: readonly ObservedAccount[],
  { users, adoptions }: { readonly users: ReadonlyMap<UserId, User>; readonly adoptions: readonly Adoption[] },
): AccountIndex {
  const byId = new Map<string, ObservedAccount>();
  const byNumber = new Map<string, ObservedAccount[]>();
  const byAddress = new Map<string, ObservedAccount>();
  for (const account of observed) {
    if (account.state === "deleted" || byId.has(account.id)) continue; // a list may name one account twice (fault 14)
    byId.set(account.id, account);
    byAddress.set(account.address.toLowerCase(), account);
    if (account.join === null) continue;
    appendTo(byNumber, account.join, account);
  }
  const userAt = new Map<string, User>();
  for (const user of users.values())
    for (const address of [user.email, ...user.aliases]) userAt.set(address.toLowerCase(), user);
  const adoptersOf = new Map<string, UserId[]>();
  for (const { account, user } of adoptions) appendTo(adoptersOf, account, user);
  return { byId, byNumber, byAddress, userAt, adoptersOf };
}

/**
 * Returns the account in doubt that is certainly the user's: the only one with the number, or the one of several that
 * also has the user's address; null: none is certain.
 */
function certainAmong(user: User, ids: readonly string[], { byId, userAt }: AccountIndex): ObservedAccount | null {
  const own = ids.flatMap((id) => byId.get(id) ?? []).filter(({ join }) => hasNumber(user, join));
  const named = own.length === 1 ? own : own.filter(({ address }) => userAt.get(address.toLowerCase()) === user);
  const [account] = named;
  return account !== undefined && named.length === 1 ? account : null;
}

type Found =
  | { readonly kind: "none" }
  | { readonly kind: "matched"; readonly match: MatchedAccount }
  | { readonly kind: "refused"; readonly guard: GuardResult; readonly accounts: readonly string[] };

interface Search {
  readonly system: System;
  readonly desired: DesiredAccount | undefined;
  readonly index: AccountIndex;
  readonly adoption: Adoption | undefined;
}

const none: Found = { kind: "none" };

const hasNumber = (user: User, join: string | null): boolean => join !== null && numbersOf(user).includes(join);

/**
 * Returns the accounts with the user's employee number, or an earlier one: the live ones, or the others if none is live.
 */
function carrying(user: User, { byNumber }: AccountIndex): readonly ObservedAccount[] {
  const all = [...new Set(numbersOf(user))].flatMap((number) => byNumber.get(number) ?? []);
  const live = all.filter(({ state }) => state !== "deactivated");
  return live.length > 0 ? live : all;
}

/**
 * A user with an external address (`externalIn`) needs no account. An account with the user's employee number still
 * belongs to the user.
 */
function findByNumber(user: User, { system, index }: Search): Found {
  const own = carrying(user, index);
  const [account, another] = own;
  if (account === undefined) return none;
  if (another !== undefined) return refused(refusals.duplicateJoin(system, user, own), own);
  return { kind: "matched", match: { account, adopt: null } };
}

function findAccount(user: User, search: Search): Found {
  const { system, index, adoption } = search;
  const own = carrying(user, index);
  const [account, another] = own;
  const atAddress = index.byAddress.get(user.email.toLowerCase());
  if (account === undefined) return findUnjoined(user, atAddress, search);
  if (another !== undefined) return refused(refusals.duplicateJoin(system, user, own), own);
  if (adoption !== undefined && adoption.account !== account.id)
    return refused(
      refusals.badAdoption(system, adoption, `the employee number of ${user.id} is on the account ${account.id}`),
      [account],
    );
  if (atAddress !== undefined && atAddress.id !== account.id && wants(search.desired, account))
    return refused(refusals.addressTaken(system, user, { own: account, other: atAddress }), [account, atAddress]);
  const isOutdated = account.join !== user.employeeNumber && isWanted(search.desired);
  return { kind: "matched", match: { account, adopt: isOutdated ? { by: "number" } : null } };
}

function findUnjoined(user: User, atAddress: ObservedAccount | undefined, search: Search): Found {
  const { system, adoption, desired } = search;
  if (adoption !== undefined) return adopted(user, adoption, search);
  if (atAddress === undefined || !wants(desired, atAddress)) return none;
  if (atAddress.join !== null) return refused(refusals.recycledAddress(system, user, atAddress), [atAddress]);
  if (system.account?.adopt !== "by-address")
    return refused(refusals.needsAdoption(system, user, atAddress), [atAddress]);
  return { kind: "matched", match: { account: atAddress, adopt: { by: "address" } } };
}

function adopted(user: User, adoption: Adoption, { system, index, desired }: Search): Found {
  const account = index.byId.get(adoption.account);
  if (account === undefined) {
    // A leaver's adoption file may remain after the account is gone.
    return isWanted(desired)
      ? refused(refusals.badAdoption(system, adoption, "no live account has this id"), [])
      : none;
  }
  if (account.join !== null)
    return refused(refusals.badAdoption(system, adoption, "this account has another person's employee number"), [
      account,
    ]);
  const holder = index.userAt.get(account.address.toLowerCase());
  if (holder !== undefined && holder.id !== user.id)
    return refused(refusals.badAdoption(system, adoption, `this account has the address of ${holder.id}`), [account]);
  const [other] = (index.adoptersOf.get(account.id) ?? []).filter((id) => id !== user.id).sort(compareText);
  if (other !== undefined)
    return refused(refusals.badAdoption(system, adoption, `the adoption of ${other} also names this account`), [
      account,
    ]);
  return wants(desired, account) ? { kind: "matched", match: { account, adopt: { by: "adoption", adoption } } } : none;
}

const isWanted = (desired: DesiredAccount | undefined): boolean =>
  desired?.state === "active" || desired?.state === "staged";

/**
 * Returns whether the files require a change of this account: a user should have it, or it is open and should not be.
 */
function wants(desired: DesiredAccount | undefined, account: ObservedAccount): boolean {
  if (desired === undefined) return false;
  if (isWanted(desired)) return true;
  return (desired.reason === "terminated" || desired.reason === "on-leave") && isOpen(account);
}

function refused(guard: GuardResult, accounts: readonly ObservedAccount[]): Found {
  return { kind: "refused", guard, accounts: accounts.map(({ id }) => id) };
}
