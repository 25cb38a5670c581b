import type { Known, ProviderFailure, ProviderWrite } from "../../ports/access.ts";
import { failureWords } from "../failure-words.ts";

/** What a read of an operation's object shows, measured against what the plan says of before and after. */
export type LookResult =
  | { readonly kind: "as-planned" }
  | { readonly kind: "as-wanted" }
  /** Neither: somebody changed it since the plan. `text` says what was expected and what is there. */
  | { readonly kind: "moved"; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string; readonly failure: ProviderFailure };

/** One operation, made ready: the write with its ids, and how to look at what it writes to. */
export interface Step {
  readonly write: ProviderWrite;
  /** Reads the one object by its id (by address or name while it does not exist): never a list (I12). */
  readonly look: () => Promise<LookResult>;
  /** Is told the id that the provider gave to what the write created. */
  readonly created: (id: string) => void;
}

export const asPlanned: LookResult = { kind: "as-planned" };
export const asWanted: LookResult = { kind: "as-wanted" };
export const moved = (text: string): LookResult => ({ kind: "moved", text });

/** Reads, and lets `judge` say what the object (undefined: there is none) means. A reader that throws knows nothing. */
export async function lookAt<T>(
  read: () => Promise<Known<T>>,
  judge: (value: T | undefined) => LookResult,
): Promise<LookResult> {
  let known: Known<T>;
  try {
    known = await read();
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    known = { kind: "unknown", failure: { kind: "unexpected", message } };
  }
  switch (known.kind) {
    case "found":
      return judge(known.value);
    case "absent":
      return judge(undefined);
    case "unknown":
      return { kind: "unknown", text: failureWords(known.failure), failure: known.failure };
  }
}

export const nothingCreated = (): void => {};
