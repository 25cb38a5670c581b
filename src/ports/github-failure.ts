import { OperationalError } from "../diagnostics/user-error.ts";

export type GithubFailureKind = "denied" | "not-found" | "throttled" | "unavailable" | "rejected" | "unexpected";

/**
 * Why GitHub could not be read or written. The message is for a person, and holds neither a credential nor a request.
 * - `denied`: the token is wrong, or may not do this
 * - `not-found`: there is no such thing, or the token may not see it (GitHub does not say which)
 * - `throttled`: too many requests, and the wait is longer than a run should take
 * - `unavailable`: not reachable, or unwell; a write may have happened
 * - `rejected`: GitHub, or Rolecall itself before asking, found the request wrong
 * - `unexpected`: the answer is not what GitHub's documentation promises, or a list is not whole
 */
export class GithubFailure extends OperationalError {
  override readonly name = "GithubFailure";
  readonly kind: GithubFailureKind;
  constructor(kind: GithubFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export const isGithubFailure = (error: unknown, ...kinds: readonly GithubFailureKind[]): error is GithubFailure =>
  error instanceof GithubFailure && (kinds.length === 0 || kinds.includes(error.kind));
