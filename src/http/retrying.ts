import { Interrupted } from "./stopped-reads.ts";
import type { Clock, Random } from "../ports/clock.ts";

/** When and how often a read is repeated. */
export interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the pauses between attempts; undefined: nothing does. */
  readonly signal?: AbortSignal | undefined;
  /** Whether a retry can help: a network error or a server failure. */
  readonly isTransient: (error: unknown) => boolean;
  /** The total number of attempts. Default 4. */
  readonly attempts?: number;
  /** The maximum first pause. It doubles with each attempt. Default 500 ms. */
  readonly firstPause?: number;
  /** The maximum pause. Default 10 s. */
  readonly longestPause?: number;
}

/** Checks for a status after which a read may be retried. The pacer handles rate refusals (429). */
export const isServerFailure = (status: number): boolean => [500, 502, 503, 504].includes(status);

/**
 * Reads with retries after transient failures: exponential backoff with full jitter, a limited number of times. Only for
 * reads. A write without a response may have had its effect, so it must not be repeated.
 */
export async function retrying<T>(options: RetryOptions, read: () => Promise<T>): Promise<T> {
  const { clock, random, isTransient, signal, attempts = 4, firstPause = 500, longestPause = 10_000 } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
      const pause = Math.ceil(random() * Math.min(longestPause, firstPause * 2 ** (attempt - 1)));
      await clock.sleep(pause, signal).catch(() => Promise.reject(new Interrupted()));
    }
  }
}
