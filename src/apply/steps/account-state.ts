import type { AccountState } from "../../model/observation.ts";

/** States in which the account is its user's to sign in with, once they have done what the provider asks of them. */
const usable: ReadonlySet<AccountState> = new Set(["active", "provisioned", "locked", "recovery", "password-expired"]);

/**
 * Whether a state is what the plan wants. Okta activates to PROVISIONED until the person has signed in; Google has no
 * staged account, and parks one as suspended.
 */
export function fulfils(wanted: AccountState, state: AccountState): boolean {
  if (wanted === state) return true;
  return wanted === "active" ? usable.has(state) : wanted === "staged" && state === "suspended";
}
