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

/** States in which the holder can sign in, at once or after a step of their own (unlock, new password). */
export const openStates: readonly AccountState[] = ["provisioned", "active", "locked", "recovery", "password-expired"];

/** Every state: a state that is added to the type does not compile without a row. */
export const accountStates: Readonly<Record<AccountState, true>> = {
  staged: true,
  provisioned: true,
  active: true,
  suspended: true,
  archived: true,
  deactivated: true,
  locked: true,
  recovery: true,
  "password-expired": true,
  deleted: true,
};
