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

/** A problem with what was typed or configured: shown without a stack, ends with 64. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something outside failed (a provider, the network, git): shown without a stack, ends with 1. */
export class OperationalError extends Error {
  override readonly name = "OperationalError";
}
