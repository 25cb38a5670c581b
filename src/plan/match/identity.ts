import type { Adoption, User, UserId } from "../../model/documents.ts";
import { openStates } from "../../model/account-state.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import type { GuardResult } from "../plan.ts";

/** Why the user's current employee number is written to the account: it has none, or an earlier number of the user. */
export type Adopt =
  { readonly by: "adoption"; readonly adoption: Adoption } | { readonly by: "address" } | { readonly by: "number" };

/** A user's live account, and whether it must be adopted first. */
export interface MatchedAccount {
  readonly account: ObservedAccount;
  readonly adopt: Adopt | null;
}

/** The live accounts of one system matched to users. */
export interface AccountMatch {
  readonly accountOf: ReadonlyMap<UserId, MatchedAccount>;
  /** By account id. */
  readonly userOf: ReadonlyMap<string, User>;
  /** Users whose account is unclear: no operation changes them. */
  readonly blockedUsers: ReadonlySet<UserId>;
  /** Of a blocked leaver or user on leave: the account that is certainly theirs. It is contained, and nothing else. */
  readonly certainOf: ReadonlyMap<UserId, ObservedAccount>;
  /** Accounts that may belong to these users: no operation changes them either. */
  readonly blockedAccounts: ReadonlySet<string>;
  readonly guards: readonly GuardResult[];
}

/**
 * Returns whether the holder can sign in to the account, now or after a step of their own (unlock, new password,
 * activation).
 */
export const isOpen = ({ state }: ObservedAccount): boolean => openStates.includes(state);
