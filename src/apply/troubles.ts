import type { CarriedOut } from "./carry-out.ts";
import { failureWords } from "./failure-words.ts";

/** This many failures of a provider in a row, and the rest of its system is left for another run (I25, fault 21). */
const most = 5;

/** Notices that a provider, or our right to use it, is gone, so that a long plan does not ask it hundreds of times more. */
export interface Troubles {
  readonly note: (system: string, carried: CarriedOut) => void;
  /** Why nothing more is tried at the system; null: go on. */
  readonly givenUp: (system: string) => string | null;
}

export function troubles(): Troubles {
  const inARow = new Map<string, number>();
  const last = new Map<string, string>();
  return {
    note: (system, { trouble, outcome }) => {
      if (trouble === null && outcome.kind === "not-attempted") return;
      inARow.set(system, trouble === null ? 0 : (inARow.get(system) ?? 0) + 1);
      if (trouble !== null) last.set(system, failureWords(trouble));
    },
    givenUp: (system) =>
      (inARow.get(system) ?? 0) < most
        ? null
        : `${system} failed ${most} times in a row, the last time because ${last.get(system) ?? "of an unknown failure"}`,
  };
}
