import type { CarriedOut } from "./carry-out.ts";
import { failureText } from "./failure-text.ts";

/**
 * The number of provider failures in a row after which the rest of its system is left for another run (I25, fault 21).
 */
const limit = 5;

/**
 * Detects that a provider, or Rolecall's access to it, is not available, so that a long plan does not send hundreds of
 * failing requests.
 */
export interface RepeatedFailures {
  readonly note: (system: string, carried: CarriedOut) => void;
  /** Returns why no further operation is attempted on the system; null: continue. */
  readonly stopReason: (system: string) => string | null;
}

export function repeatedFailures(): RepeatedFailures {
  const inARow = new Map<string, number>();
  const last = new Map<string, string>();
  return {
    note: (system, { providerFailure, outcome }) => {
      if (providerFailure === null && outcome.kind === "not-attempted") return;
      inARow.set(system, providerFailure === null ? 0 : (inARow.get(system) ?? 0) + 1);
      if (providerFailure !== null) last.set(system, failureText(providerFailure));
    },
    stopReason: (system) =>
      (inARow.get(system) ?? 0) < limit
        ? null
        : `${system} failed ${limit} times in a row, the last time because ${last.get(system) ?? "of an unknown failure"}`,
  };
}
