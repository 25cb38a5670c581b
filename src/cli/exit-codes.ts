import type { UserErrorCategory } from "../diagnostics/user-error.ts";

/** What the process says when it ends (README, Exit codes). A machine may rely on them. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  changesPending: 2,
  findings: 3,
  refused: 4,
  partlyApplied: 5,
  usage: 64,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code after an error that the user can fix. */
export const exitCodeOfError: Readonly<Record<UserErrorCategory, ExitCode>> = {
  usage: exitCodes.usage,
  operational: exitCodes.unexpected,
  refused: exitCodes.refused,
};
