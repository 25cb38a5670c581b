/**
 * Whose turn it is after an error that a person can mend:
 * - `usage`: what was typed or configured is wrong
 * - `operational`: something outside failed, such as a provider, the network, git or a file
 * - `refused`: a safety rule forbids the run
 */
export type UserErrorCategory = "usage" | "operational" | "refused";

/**
 * An error that a person can mend. It is shown without a stack: the message says what is wrong, and `remedy` or the message
 * itself says what to do. Any other error is a defect of Rolecall. The exit code follows from the category
 * (`cli/exit-codes.ts`).
 */
export abstract class UserError extends Error {
  abstract readonly category: UserErrorCategory;
  /** For `rolecall explain`; null: the message says everything. */
  readonly code: string | null = null;
  /** Null: the message says what to do. */
  readonly remedy: string | null = null;
}

/** What was typed or configured is wrong. */
export class UsageError extends UserError {
  override readonly name: string = "UsageError";
  readonly category = "usage";
}

/** Something outside failed: a provider, the network, git, a file. */
export class OperationalError extends UserError {
  override readonly name: string = "OperationalError";
  readonly category = "operational";
}

/** A safety rule forbids the run, which does not begin: nothing was written. */
export class RefusedError extends UserError {
  override readonly name: string = "RefusedError";
  readonly category = "refused";
  override readonly code: string;
  override readonly remedy: string;
  constructor(code: string, message: string, remedy: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}
