import type { Instant } from "../model/instant.ts";

/** Time as an argument: `now` in epoch milliseconds, `sleep` in milliseconds. An aborted sleep throws. */
export interface Clock {
  now(): Instant;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A source of randomness in [0, 1), as an argument. */
export type Random = () => number;
