import { OperationalError } from "../diagnostics/user-error.ts";

export type GithubFailureKind = "denied" | "not-found" | "throttled" | "unavailable" | "rejected" | "unexpected";

/**
 * The reason why a request to GitHub failed. The message is written for users and contains no credential and no request.
 * - `denied`: the token is invalid or lacks a permission
 * - `not-found`: the object does not exist, or the token may not see it (GitHub does not distinguish the two)
 * - `throttled`: the rate limit is reached, and the wait is too long for a run
 * - `unavailable`: GitHub cannot be reached or has a server error; a write may have taken effect
 * - `rejected`: the request is invalid, as found by GitHub or by Rolecall before sending it
 * - `unexpected`: the answer does not match GitHub's documentation, or a list is incomplete
 */
export class GithubFailure extends OperationalError {
  override readonly name = "GithubFailure";
  readonly kind: GithubFailureKind;
  /** The pull request that is open although the request failed; null: none. */
  readonly opened: number | null;
  constructor(kind: GithubFailureKind, message: string, { opened = null }: { readonly opened?: number | null } = {}) {
    super(message);
    this.kind = kind;
    this.opened = opened;
  }
}

export const isGithubFailure = (error: unknown, ...kinds: readonly GithubFailureKind[]): error is GithubFailure =>
  error instanceof GithubFailure && (kinds.length === 0 || kinds.includes(error.kind));
