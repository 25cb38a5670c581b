/** The state of an account, with the same names for all providers. */
export type AccountState =
  | "staged"
  | "provisioned"
  | "active"
  | "suspended"
  /** Kept without a licence. The holder cannot sign in, and a licence is needed before the account can be used. */
  | "archived"
  | "deactivated"
  | "locked"
  | "recovery"
  | "password-expired"
  | "deleted";

/** Every state, and whether the holder can sign in: at once, or after a step of their own (unlock, new password). */
export const accountStates: Readonly<Record<AccountState, boolean>> = {
  staged: false,
  provisioned: true,
  active: true,
  suspended: false,
  archived: false,
  deactivated: false,
  locked: true,
  recovery: true,
  "password-expired": true,
  deleted: false,
};

/** States in which the holder can sign in. */
export const openStates: readonly AccountState[] = (Object.keys(accountStates) as AccountState[]).filter(
  (state) => accountStates[state],
);
