import type { AccountState } from "../../model/observation.ts";

/** States in which the user can sign in, after the steps that the provider asks for. */
const usable: ReadonlySet<AccountState> = new Set(["active", "provisioned", "locked", "recovery", "password-expired"]);

/**
 * Returns whether an observed state satisfies the planned one. Okta activates to PROVISIONED until the user has signed
 * in. Google has no staged accounts and suspends them instead. An archived account is contained.
 */
export function fulfils(wanted: AccountState, state: AccountState): boolean {
  if (wanted === state) return true;
  if (wanted === "suspended" && state === "archived") return true;
  return wanted === "active" ? usable.has(state) : wanted === "staged" && state === "suspended";
}
