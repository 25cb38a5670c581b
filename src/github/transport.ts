import type { Instant } from "../model/instant.ts";
import type { Clock } from "../ports/clock.ts";
import { GithubFailure } from "../ports/github-failure.ts";

/** The requests sent to GitHub so far, and the limits in the last answer. */
export interface GithubUsage {
  /** All requests, including repeated ones. */
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
 * Sends requests only to GitHub's own address, so that an address in an answer cannot receive the token. Follows no
 * redirect. Accepts an answer only when its body is complete: the client would read a broken body as an empty one. A
 * request that takes longer than `longestRequest` milliseconds fails.
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
          "An answer of GitHub links to another server. Rolecall does not follow the link.",
        );
      requests += 1;
      const limit = AbortSignal.timeout(longestRequest);
      const signal = init.signal instanceof AbortSignal ? AbortSignal.any([init.signal, limit]) : limit;
      const answer = await fetch(url, { ...init, redirect: "manual", signal });
      remaining = integerIn(answer.headers.get("x-ratelimit-remaining")) ?? remaining;
      const reset = integerIn(answer.headers.get("x-ratelimit-reset"));
      resetsAt = reset === null ? resetsAt : reset * 1000;
      const body = await answer.arrayBuffer();
      const { status, headers } = answer;
      // The client would count 300 to 399 as success; it handles only 304.
      if (status >= 300 && status < 400 && status !== 304)
        throw new GithubFailure("rejected", "The repository was moved or renamed. Correct GITHUB_REPOSITORY.");
      return new Response(isBodiless(status) ? null : body, { status, headers });
    },
    usage: () => ({ requests, remaining, resetsAt }),
  };
}

const isBodiless = (status: number): boolean => status === 204 || status === 205 || status === 304;

/** Matches an address of GitHub's API. */
export function isBelow(url: string, baseUrl: string): boolean {
  return URL.canParse(url) && (new URL(url).href + "/").startsWith(`${new URL(baseUrl).href.replace(/\/+$/, "")}/`);
}

function integerIn(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

export interface Pace {
  /** Waits for this caller's turn. Turns are at least one pause apart. */
  turn(): Promise<void>;
  /** Starts the pause again from now. */
  restart(): void;
}

/** Creates a queue with a pause, in milliseconds, between callers. */
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
