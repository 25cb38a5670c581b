import type { Code } from "./code.ts";

/**
 * The cause of an error that the user can fix:
 * - `usage`: an argument or a setting is wrong
 * - `operational`: a provider, the network, git or a file failed
 * - `refused`: a safety rule forbids the run
 */
export type UserErrorCategory = "usage" | "operational" | "refused";

/**
 * An error that the user can fix. It is printed without a stack. The message names the problem; the fix is in `remedy`, or in
 * the message itself. Every other error is a defect of Rolecall. The exit code follows from the category
 * (`cli/exit-codes.ts`).
 */
export abstract class UserError extends Error {
  abstract readonly category: UserErrorCategory;
  /** The page that `rolecall explain` prints; null: the error has none. */
  readonly code: Code | null = null;
  /** Null: the fix is in the message. */
  readonly remedy: string | null = null;
}

/** An argument or a setting is wrong. */
export class UsageError extends UserError {
  override readonly name: string = "UsageError";
  readonly category = "usage";
}

/** A provider, the network, git or a file failed. */
export class OperationalError extends UserError {
  override readonly name: string = "OperationalError";
  readonly category = "operational";
}

/** A safety rule forbids the run. Nothing was written. */
export class RefusedError extends UserError {
  override readonly name: string = "RefusedError";
  readonly category = "refused";
  override readonly code: Code;
  override readonly remedy: string;
  constructor(code: Code, message: string, remedy: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}
