import type { Clock } from "../ports/clock.ts";
import { isPassing } from "./failure-text.ts";
import type { ReadResult, Step } from "./steps/step.ts";

/**
 * Milliseconds between reads of an object that was just written. Providers answer from replicas that lag: a new Google
 * group is usable after up to 45 seconds, so the waits add up to a minute.
 */
export const waitsAfterWrite: readonly number[] = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/** Milliseconds between reads of an object before it is written, while the provider does not answer. */
export const waitsBeforeWrite: readonly number[] = [1000, 4000];

export interface ReadUntilOptions {
  readonly waits: readonly number[];
  /** No wait goes beyond this instant. */
  readonly until: number;
  /** Returns whether a result is sufficient to stop reading. */
  readonly isEnough: (result: ReadResult) => boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Reads until the result is sufficient, the waits are used up, or the run is interrupted. Returns the last result. */
export async function readUntil(
  step: Step,
  { waits, until, isEnough, clock, signal }: ReadUntilOptions,
): Promise<ReadResult> {
  let result = await step.read();
  for (const wait of waits) {
    if (isEnough(result)) return result;
    if (result.kind === "unknown" && !isPassing(result.failure)) return result;
    if (clock.now() + wait > until) return result;
    if (!(await slept(wait, clock, signal))) return result;
    result = await step.read();
  }
  return result;
}

/** Waits. Returns false when the run is interrupted, so that no further wait is useful. */
async function slept(wait: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(wait, signal);
  } catch {
    return false; // Clock: sleep rejects when aborted
  }
  return true;
}
