import type { UserErrorCategory } from "../diagnostics/user-error.ts";

/** The exit codes of the process (README, Exit codes). They are a stable interface. */
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
