export type ForgeFailureKind = "denied" | "not-found" | "throttled" | "unavailable" | "rejected" | "unexpected";

/**
 * Why the forge could not be read or written. The message is for a person, and holds neither a credential nor a request.
 * - `denied`: the token is wrong, or may not do this
 * - `not-found`: there is no such thing, or the token may not see it (the forge does not say which)
 * - `throttled`: too many requests, and the wait is longer than a run should take
 * - `unavailable`: not reachable, or unwell; a write may have happened
 * - `rejected`: the forge, or Rolecall itself before asking, found the request wrong
 * - `unexpected`: the answer is not what the forge's documentation promises, or a list is not whole
 */
export class ForgeFailure extends Error {
  override readonly name = "ForgeFailure";
  readonly kind: ForgeFailureKind;
  constructor(kind: ForgeFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export const isForgeFailure = (error: unknown, ...kinds: readonly ForgeFailureKind[]): error is ForgeFailure =>
  error instanceof ForgeFailure && (kinds.length === 0 || kinds.includes(error.kind));
