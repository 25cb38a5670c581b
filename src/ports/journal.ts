/** What one record says. `intent` stands before the write is sent, `result` after its outcome is known (I35). */
export type JournalRecord =
  | {
      readonly kind: "run-started";
      readonly at: string;
      readonly run: string;
      readonly digest: string;
      readonly head: string | null;
      readonly operations: number;
    }
  | {
      readonly kind: "intent";
      readonly at: string;
      readonly run: string;
      readonly operation: string;
      readonly write: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "result";
      readonly at: string;
      readonly run: string;
      readonly operation: string;
      readonly outcome: "done" | "already-so" | "failed" | "not-attempted";
      readonly detail: string | null;
    }
  | {
      readonly kind: "run-ended";
      readonly at: string;
      readonly run: string;
      readonly done: number;
      readonly alreadySo: number;
      readonly failed: number;
      readonly notAttempted: number;
    };

/**
 * The append-only record of what was meant and what was done. `append` comes back when the record is safe on its medium;
 * it throws when it is not, and then no further write may be sent (fault 29).
 */
export interface Journal {
  append(record: JournalRecord): Promise<void>;
}
