/** The limits under which Okta counts requests; each request counts under one. */
export type OktaBucket =
  "users" | "user-read" | "user-write" | "groups" | "group" | "apps" | "app" | "logs" | "token" | "other";

/** Requests per minute of the complete org; `all` applies to every bucket that is not named. */
export type OktaLimits = Readonly<Partial<Record<OktaBucket | "all", number>>>;

/** The last published table (November 2025). The headers of a real org take precedence. */
export const publishedLimits = {
  workforce: {
    users: 600,
    "user-read": 2000,
    "user-write": 600,
    groups: 500,
    group: 1000,
    apps: 100,
    app: 500,
    logs: 120,
    all: 1200,
  },
  customer: {
    users: 600,
    "user-read": 1000,
    "user-write": 600,
    groups: 600,
    group: 600,
    apps: 100,
    app: 600,
    logs: 50,
    all: 600,
  },
  integratorFree: { all: 100, apps: 20, logs: 20 },
} as const satisfies Readonly<Record<string, OktaLimits>>;

const WINDOW_MS = 60_000;

/** Returns the bucket that a request counts under: the exact path first, then the longest prefix. */
export function bucketOf(method: string, path: string): OktaBucket {
  if (path === "/oauth2/v1/token") return "token";
  const [first, second, third] = path.replace(/^\/api\/v1\//, "").split("/");
  if (first === "users") {
    if (second === undefined || third !== undefined) return "users";
    return method === "GET" ? "user-read" : "user-write";
  }
  if (first === "groups") return second === undefined || third !== undefined || second === "rules" ? "groups" : "group";
  if (first === "apps") return second === undefined || third !== undefined ? "apps" : "app";
  if (first === "logs") return "logs";
  return "other";
}

export interface RateAnswer {
  readonly refused: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

interface Window {
  readonly opened: number;
  used: number;
  readonly usedBy: Map<string, number>;
}

export interface RateSettings {
  readonly limits: OktaLimits;
  /** The share of each bucket that one token may use, in percent. */
  readonly principalPercentage: number;
}

/**
 * Counts requests in fixed windows of 60 seconds that open with a bucket's first request, for the org and for each
 * principal (a token may use half of every bucket by default). The headers show the stricter of the two.
 */
export class RateLimits {
  readonly #settings: RateSettings;
  readonly #windows = new Map<OktaBucket, Window>();

  constructor(settings: RateSettings) {
    this.#settings = settings;
  }

  /** Counts one request, unless it is refused. */
  spend(bucket: OktaBucket, principal: string, now: number): RateAnswer {
    const { limits, principalPercentage } = this.#settings;
    const limit = limits[bucket] ?? limits.all ?? 600;
    const share = Math.max(1, Math.floor((limit * principalPercentage) / 100));
    const window = this.#windowAt(bucket, now);
    const usedBy = window.usedBy.get(principal) ?? 0;
    const refused = window.used >= limit || usedBy >= share;
    if (!refused) {
      window.used += 1;
      window.usedBy.set(principal, usedBy + 1);
    }
    const left = { org: limit - window.used, own: share - (window.usedBy.get(principal) ?? 0) };
    const shown = left.org < left.own ? limit : share;
    const reset = window.opened + WINDOW_MS;
    return { refused, headers: rateHeaders(shown, Math.max(0, Math.min(left.org, left.own)), reset) };
  }

  #windowAt(bucket: OktaBucket, now: number): Window {
    const known = this.#windows.get(bucket);
    if (known !== undefined && now - known.opened < WINDOW_MS) return known;
    const window: Window = { opened: now, used: 0, usedBy: new Map() };
    this.#windows.set(bucket, window);
    return window;
  }
}

/** Returns the three headers of every answer; the reset is in UTC epoch seconds. */
export function rateHeaders(limit: number, remaining: number, resetAt: number): Readonly<Record<string, string>> {
  return {
    "X-Rate-Limit-Limit": String(limit),
    "X-Rate-Limit-Remaining": String(remaining),
    "X-Rate-Limit-Reset": String(Math.ceil(resetAt / 1000)),
  };
}
