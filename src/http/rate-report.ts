/** What an answer tells about the provider's limits, in the provider's own clock. */
export interface RateReport {
  /** Requests allowed per window; null where the answer does not say. */
  readonly limit: number | null;
  /** Requests left in the window, whoever sent the others. */
  readonly remaining: number | null;
  /** Milliseconds from the answer to the announced reset; null where none (or nonsense) is announced. */
  readonly resetsIn: number | null;
  /** The provider did not process the request because there were too many: it may be sent again. */
  readonly refused: boolean;
}

/** An answer that says nothing about limits. */
export const silent: RateReport = { limit: null, remaining: null, resetsIn: null, refused: false };

/** The request was refused as one too many and says nothing more. */
export const refused: RateReport = { ...silent, refused: true };

/** Header values are text from outside: only a plain decimal number counts. */
function numberIn(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text.trim()) ? Number(text) : null;
}

/** Milliseconds that a `Retry-After` header asks to wait: a number of seconds or an HTTP date. */
function retryAfter(text: string | null, serverNow: number): number | null {
  const seconds = numberIn(text);
  if (seconds !== null) return seconds * 1000;
  const date = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : date - serverNow;
}

/** The providers' windows last a minute: a wait that is over, or longer than an hour, is no announcement. */
const isSensible = (wait: number | null): wait is number => wait !== null && wait > 0 && wait <= 3_600_000;

/**
 * Reads `X-Rate-Limit-*`, `Retry-After` and `Date`.
 * The reset is an instant of the server's clock, so it is measured against the server's own `Date`, not against ours;
 * one second is added because both are cut to whole seconds.
 */
export function rateReportOf(status: number, header: (name: string) => string | null, now: number): RateReport {
  const limit = numberIn(header("x-rate-limit-limit"));
  const remaining = numberIn(header("x-rate-limit-remaining"));
  const announced = Date.parse(header("date") ?? "");
  const serverNow = Number.isNaN(announced) ? now : announced;
  const reset = numberIn(header("x-rate-limit-reset"));
  const fromReset = reset === null || reset * 1000 < serverNow ? null : reset * 1000 - serverNow + 1000;
  const fromRetry = status === 429 || status === 503 ? retryAfter(header("retry-after"), serverNow) : null;
  const waits = [fromReset, fromRetry].filter(isSensible);
  return {
    // A limit of 0 is how Okta says "too many at once": it tells nothing about requests per minute.
    limit: limit === 0 ? null : limit,
    remaining: limit === 0 ? null : remaining,
    resetsIn: waits.length === 0 ? null : Math.max(...waits),
    refused: status === 429,
  };
}
