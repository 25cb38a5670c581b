import { DirectoryRefusal } from "./refusal.ts";

const WINDOW_MS = 60_000;

const reasons = { 403: "userRateLimitExceeded", 429: "rateLimitExceeded", 503: "quotaExceeded" } as const;

/**
 * Requests per minute and principal, in fixed windows that open with a principal's first request.
 * The refusal is a 403 or a 429: the documentation states 403, and both occur in practice. For licences it states 503.
 */
export class Quota {
  readonly #perMinute: number;
  readonly #status: 403 | 429 | 503;
  readonly #windows = new Map<string, { readonly opened: number; readonly used: number }>();

  constructor(perMinute: number, status: 403 | 429 | 503) {
    this.#perMinute = perMinute;
    this.#status = status;
  }

  /** Counts one request of the principal, or throws the refusal. A refused request is not counted. */
  spend(principal: string, now: number): void {
    const window = this.#windows.get(principal);
    const current = window !== undefined && now - window.opened < WINDOW_MS ? window : { opened: now, used: 0 };
    if (current.used >= this.#perMinute) throw this.refusal();
    this.#windows.set(principal, { opened: current.opened, used: current.used + 1 });
  }

  /** Returns the refusal of a request above the quota. */
  refusal(): DirectoryRefusal {
    const message = "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'.";
    const reason = reasons[this.#status];
    return new DirectoryRefusal(this.#status, reason, message, "usageLimits");
  }
}
