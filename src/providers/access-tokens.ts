import type { Clock } from "../ports/clock.ts";

/** A token that a credential was exchanged for. */
export interface AccessToken {
  readonly token: string;
  /** In epoch milliseconds. */
  readonly expiresAt: number;
}

/** The current token of a credential. */
export interface AccessTokens<T extends AccessToken> {
  /** Returns a token that is valid for at least the next minutes. Calls at the same time share one request. */
  get(): Promise<T>;
  /** Discards a token that the provider rejected, so that the next call requests another one. */
  discard(token: T): void;
}

/** How long before its end a token is replaced, in milliseconds: the longest wait for a rate limit. */
const margin = 300_000;

/**
 * Keeps the token of a credential, and requests the next one before it expires: a long run outlives a token. A token that is
 * valid only for a short time is replaced after half of it.
 */
export function createAccessTokens<T extends AccessToken>({
  clock,
  request,
}: {
  readonly clock: Pick<Clock, "now">;
  readonly request: () => Promise<T>;
}): AccessTokens<T> {
  let current: { readonly token: T; readonly until: number } | undefined;
  let pending: Promise<T> | undefined;
  const requested = async (): Promise<T> => {
    const token = await request();
    const now = clock.now();
    current = { token, until: token.expiresAt - Math.min(margin, (token.expiresAt - now) / 2) };
    return token;
  };
  return {
    async get() {
      if (current !== undefined && clock.now() < current.until) return current.token;
      pending ??= requested().finally(() => (pending = undefined));
      return pending;
    },
    discard(token) {
      if (current?.token === token) current = undefined;
    },
  };
}
