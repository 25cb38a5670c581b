import type { CarriedOut } from "./carry-out.ts";
import { failureText } from "./failure-text.ts";

/**
 * The number of provider failures among the last operations of a system after which the rest of it is left for another
 * run (I25, fault 21). One success does not start the count again.
 */
const limit = 5;
const lastOperations = 20;

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
  const recent = new Map<string, readonly boolean[]>();
  const stopped = new Map<string, string>();
  return {
    note: (system, { providerFailure, outcome }) => {
      if (providerFailure === null && outcome.kind === "not-attempted") return;
      const own = [...(recent.get(system) ?? []), providerFailure !== null].slice(-lastOperations);
      recent.set(system, own);
      if (providerFailure === null || own.filter(Boolean).length < limit || stopped.has(system)) return;
      stopped.set(
        system,
        `${system} failed in ${limit} of its last ${own.length} operations, the last time because ${failureText(providerFailure)}`,
      );
    },
    stopReason: (system) => stopped.get(system) ?? null,
  };
}
