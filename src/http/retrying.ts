import type { Clock, Random } from "../ports/clock.ts";

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Whether trying again can help: the network, or a server that is unwell. */
  readonly isTransient: (error: unknown) => boolean;
  /** How often in all. Default 4. */
  readonly attempts?: number;
  /** The longest first pause; it doubles each time. Default 500 ms. */
  readonly firstPause?: number;
  /** No pause is longer. Default 10 s. */
  readonly longestPause?: number;
}

/** The statuses after which a read is worth another try; a refusal for rate (429) is the pacer's business. */
export const isUnwell = (status: number): boolean => [500, 502, 503, 504].includes(status);

/**
 * Reads, and reads again after a passing fault: exponential backoff with full jitter, a bounded number of times.
 * For reads alone. A write whose answer was lost may have happened, so repeating it is never right.
 */
export async function retrying<T>(options: RetryOptions, read: () => Promise<T>): Promise<T> {
  const { clock, random, isTransient, attempts = 4, firstPause = 500, longestPause = 10_000 } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
      await clock.sleep(Math.ceil(random() * Math.min(longestPause, firstPause * 2 ** (attempt - 1))));
    }
  }
}
