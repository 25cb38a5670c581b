import type { Instant } from "../model/instant.ts";
import type { Clock } from "../ports/clock.ts";
import { GithubFailure } from "../ports/github-failure.ts";

/** What was asked of GitHub so far, and what it announced last. */
export interface GithubUsage {
  /** Every request sent, repeated ones included. */
  readonly requests: number;
  /** Requests left in the hour; null before the first answer. */
  readonly remaining: number | null;
  /** When the hour ends. */
  readonly resetsAt: Instant | null;
}

export interface Transport {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  usage(): GithubUsage;
}

/**
 * Sends requests to GitHub's own address and to no other, so that an address in an answer cannot lead the token away;
 * follows no redirect; and takes an answer only when its body came to its end: the client above would read a broken
 * body as an empty one. A request that takes longer than `longestRequest` milliseconds has failed.
 */
export function createTransport(baseUrl: string, longestRequest: number): Transport {
  let requests = 0;
  let remaining: number | null = null;
  let resetsAt: Instant | null = null;
  return {
    async fetch(url, init) {
      if (!isBelow(url, baseUrl))
        throw new GithubFailure(
          "unexpected",
          "An answer of GitHub leads to another server; Rolecall does not follow it.",
        );
      requests += 1;
      const limit = AbortSignal.timeout(longestRequest);
      const signal = init.signal instanceof AbortSignal ? AbortSignal.any([init.signal, limit]) : limit;
      const answer = await fetch(url, { ...init, redirect: "manual", signal });
      remaining = wholeIn(answer.headers.get("x-ratelimit-remaining")) ?? remaining;
      const reset = wholeIn(answer.headers.get("x-ratelimit-reset"));
      resetsAt = reset === null ? resetsAt : reset * 1000;
      const body = await answer.arrayBuffer();
      const { status, headers } = answer;
      // 300 to 399 would count as done for the client; 304 is the one it knows.
      if (status >= 300 && status < 400 && status !== 304)
        throw new GithubFailure("rejected", "The repository has moved or was renamed. Correct GITHUB_REPOSITORY.");
      return new Response(isBodiless(status) ? null : body, { status, headers });
    },
    usage: () => ({ requests, remaining, resetsAt }),
  };
}

const isBodiless = (status: number): boolean => status === 204 || status === 205 || status === 304;

/** Whether an address is one of GitHub's API. */
export function isBelow(url: string, baseUrl: string): boolean {
  return URL.canParse(url) && (new URL(url).href + "/").startsWith(`${new URL(baseUrl).href.replace(/\/+$/, "")}/`);
}

function wholeIn(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

export interface Pace {
  /** Lets one caller pass at a time, each at least the pause after the one before. */
  turn(): Promise<void>;
  /** Counts the pause from now. */
  restart(): void;
}

/** Keeps a pause of so many milliseconds between callers. */
export function createPace(clock: Clock, pause: number): Pace {
  let line = Promise.resolve();
  let free = -Infinity;
  return {
    turn() {
      const turn = line.then(async () => {
        const wait = free - clock.now();
        if (wait > 0) await clock.sleep(wait);
        free = clock.now() + pause;
      });
      line = turn.catch(() => undefined);
      return turn;
    },
    restart: () => void (free = clock.now() + pause),
  };
}
