/** The rate limit information of a response, by the provider's clock. */
export interface RateReport {
  /** Requests allowed per window; null: not announced. */
  readonly limit: number | null;
  /** Requests left in the window, for all clients. */
  readonly remaining: number | null;
  /** Milliseconds from the response to the announced reset; null: not announced, or not plausible. */
  readonly resetsIn: number | null;
  /** The provider did not process the request because of its rate limit. The request may be sent again. */
  readonly refused: boolean;
}

/** The report of a response without rate limit information. */
export const silent: RateReport = { limit: null, remaining: null, resetsIn: null, refused: false };

/** The report of a rate refusal without further information. */
export const refused: RateReport = { ...silent, refused: true };

/** Parses a header value. Only a plain decimal number is accepted, because the value comes from outside. */
function numberIn(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text.trim()) ? Number(text) : null;
}

/** Returns the wait of a `Retry-After` header in milliseconds. The header is a number of seconds or an HTTP date. */
function retryAfter(text: string | null, serverNow: number): number | null {
  const seconds = numberIn(text);
  if (seconds !== null) return seconds * 1000;
  const date = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : date - serverNow;
}

/** Checks a wait. Provider windows last one minute, so a wait in the past or of more than an hour is ignored. */
const isSensible = (wait: number | null): wait is number => wait !== null && wait > 0 && wait <= 3_600_000;

/**
 * Reads `X-Rate-Limit-*`, `Retry-After` and `Date`. The reset is an instant of the server's clock, so it is compared with the
 * server's `Date`. One second is added, because both are rounded down to seconds.
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
    // Okta sends a limit of 0 for too many concurrent requests. It is not a limit per minute.
    limit: limit === 0 ? null : limit,
    remaining: limit === 0 ? null : remaining,
    resetsIn: waits.length === 0 ? null : Math.max(...waits),
    refused: status === 429,
  };
}
