import type { Clock } from "../ports/clock.ts";
import { isPassing } from "./failure-words.ts";
import type { LookResult, Step } from "./steps/step.ts";

/**
 * Milliseconds between reads of an object that was just written. Providers answer from copies that lag: a new Google
 * group is usable after up to 45 seconds, so the waits add up to a minute.
 */
export const settlingWaits: readonly number[] = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/** Milliseconds between reads of an object before it is written, when the provider does not answer. */
export const askingWaits: readonly number[] = [1000, 4000];

export interface Patience {
  readonly waits: readonly number[];
  /** Whether an answer ends the reading. */
  readonly isEnough: (looked: LookResult) => boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Reads until the answer is enough, the waits are used up, or the run is interrupted; gives the last answer. */
export async function lookUntil(step: Step, { waits, isEnough, clock, signal }: Patience): Promise<LookResult> {
  let looked = await step.look();
  for (const wait of waits) {
    if (isEnough(looked)) return looked;
    if (looked.kind === "unknown" && !isPassing(looked.failure)) return looked;
    if (!(await slept(wait, clock, signal))) return looked;
    looked = await step.look();
  }
  return looked;
}

/** False: interrupted, and no further wait is worth it. */
async function slept(wait: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(wait, signal);
  } catch {
    return false; // Clock: sleep ends with an error when aborted
  }
  return true;
}
