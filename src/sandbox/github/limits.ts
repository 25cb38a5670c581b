import type { Principal } from "./principal.ts";
import { GithubRefusal } from "./refusal.ts";

const hour = 3_600_000;
const minute = 60_000;

export interface LimitOptions {
  /** Requests per hour and token; default: 1,000 for a job's token, 5,000 for others. */
  readonly perHour: number | undefined;
  /** Requests per minute and token that create content; GitHub's limit is 80. */
  readonly createdPerMinute: number;
}

interface Window {
  readonly endsAt: number;
  used: number;
}

/** The primary limit per hour and the secondary limit for created content. */
export class Limits {
  readonly #options: LimitOptions;
  readonly #hours = new Map<string, Window>();
  readonly #minutes = new Map<string, Window>();

  constructor(options: LimitOptions) {
    this.#options = options;
  }

  /** Counts the request. @throws GithubRefusal above the limit */
  spend(principal: Principal, now: number, isCreation: boolean): void {
    const window = opened(this.#hours, principal.token, { now, length: hour });
    if (window.used >= this.#limit(principal)) throw this.#exhausted(principal, now);
    window.used += 1;
    if (!isCreation) return;
    const created = opened(this.#minutes, principal.token, { now, length: minute });
    if (created.used >= this.#options.createdPerMinute) throw secondaryLimit(Math.ceil((created.endsAt - now) / 1000));
    created.used += 1;
  }

  /** Returns the rate limit headers, which every answer has. */
  headers(principal: Principal, now: number): Readonly<Record<string, string>> {
    const limit = this.#limit(principal);
    const { used, endsAt } = opened(this.#hours, principal.token, { now, length: hour });
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(Math.max(0, limit - used)),
      "x-ratelimit-used": String(used),
      "x-ratelimit-reset": String(Math.ceil(endsAt / 1000)),
      "x-ratelimit-resource": "core",
    };
  }

  #limit({ kind }: Principal): number {
    return this.#options.perHour ?? (kind === "job" || kind === "fork-job" ? 1000 : 5000);
  }

  #exhausted(principal: Principal, now: number): GithubRefusal {
    return new GithubRefusal(403, "API rate limit exceeded for this token.", {
      headers: { ...this.headers(principal, now) },
    });
  }
}

/** Returns the refusal of the secondary limit: 403 with the seconds to wait. */
export function secondaryLimit(seconds: number): GithubRefusal {
  return new GithubRefusal(
    403,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    { headers: { "retry-after": String(Math.max(0, seconds)) } },
  );
}

function opened(
  windows: Map<string, Window>,
  token: string,
  { now, length }: { readonly now: number; readonly length: number },
): Window {
  const known = windows.get(token);
  if (known !== undefined && now < known.endsAt) return known;
  const fresh = { endsAt: now + length, used: 0 };
  windows.set(token, fresh);
  return fresh;
}
