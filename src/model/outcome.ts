/** The outcome of one operation of a plan. */
export type OutcomeKind = "done" | "already-so" | "failed" | "not-attempted";

const outcomeKinds: readonly OutcomeKind[] = ["done", "already-so", "failed", "not-attempted"];

/** The text of each outcome. */
const outcomeText: Readonly<Record<OutcomeKind, string>> = {
  done: "done",
  "already-so": "already done",
  failed: "failed",
  "not-attempted": "not attempted",
};

/** The number of operations with each outcome, as the journal records it. */
export interface OutcomeCounts {
  readonly done: number;
  readonly alreadySo: number;
  readonly failed: number;
  readonly notAttempted: number;
}

/** Counts the outcomes of a run. */
export function countOutcomes(entries: readonly { readonly outcome: { readonly kind: OutcomeKind } }[]): OutcomeCounts {
  const count = (kind: OutcomeKind): number => entries.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    done: count("done"),
    alreadySo: count("already-so"),
    failed: count("failed"),
    notAttempted: count("not-attempted"),
  };
}

/** Returns whether the provider has the result of the operation. */
export const isAchieved = (kind: OutcomeKind): boolean => kind === "done" || kind === "already-so";

/** Returns each outcome with its count: `3 done`, `0 already done`, … The first is always `done`. */
export function outcomeTexts({ done, alreadySo, failed, notAttempted }: OutcomeCounts): readonly {
  readonly count: number;
  readonly text: string;
}[] {
  const counts: Readonly<Record<OutcomeKind, number>> = {
    done,
    "already-so": alreadySo,
    failed,
    "not-attempted": notAttempted,
  };
  return outcomeKinds.map((kind) => ({ count: counts[kind], text: `${counts[kind]} ${outcomeText[kind]}` }));
}
