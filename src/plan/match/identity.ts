import type { Adoption, User, UserId } from "../../model/documents.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import type { GuardResult } from "../plan.ts";

/** A live account that is a user's, and whether it must be adopted first (it carries no number yet). */
export interface MatchedAccount {
  readonly account: ObservedAccount;
  readonly adopt: { readonly adoption: Adoption | null } | null;
}

/** Which live accounts are whose, in one system. */
export interface AccountMatch {
  readonly accountOf: ReadonlyMap<UserId, MatchedAccount>;
  /** By account id. */
  readonly userOf: ReadonlyMap<string, User>;
  /** Users of whom it is not clear which account is theirs: no operation touches them. */
  readonly blockedUsers: ReadonlySet<UserId>;
  /** Accounts that may be theirs: no operation touches them either. */
  readonly blockedAccounts: ReadonlySet<string>;
  readonly guards: readonly GuardResult[];
}

/** An account that may be signed in with, now or after a step its holder takes alone (unlock, new password, activation). */
export function isOpen({ state }: ObservedAccount): boolean {
  return state !== "staged" && state !== "suspended" && state !== "deactivated" && state !== "deleted";
}
