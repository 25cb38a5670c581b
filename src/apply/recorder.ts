import type { OutcomeCounts } from "../model/outcome.ts";
import { formatInstant } from "../model/instant.ts";
import type { Operation } from "../plan/operation.ts";
import type { ProviderWrite } from "../ports/access.ts";
import type { Clock } from "../ports/clock.ts";
import type { Journal, JournalRecord } from "../ports/journal.ts";
import type { OperationOutcome } from "./apply-report.ts";

/** Writes a run's records and remembers the first failure. After a failure nothing is appended or sent. */
export interface Recorder {
  /** Each function returns whether the record is stored safely. */
  readonly started: (plan: {
    readonly digest: string;
    readonly head: string | null;
    readonly operations: number;
  }) => Promise<boolean>;
  readonly intent: (operation: Operation, write: ProviderWrite) => Promise<boolean>;
  /** @param created the id of the account that the operation created; null: it created none */
  readonly result: (operation: Operation, outcome: OperationOutcome, created: string | null) => Promise<boolean>;
  readonly ended: (counts: OutcomeCounts) => Promise<boolean>;
  /** Returns why the journal cannot be written; null while it can. */
  readonly broken: () => string | null;
}

export function recorderOf(
  journal: Journal,
  { clock, run }: { readonly clock: Clock; readonly run: string },
): Recorder {
  let broken: string | null = null;
  const write = async (make: (at: string) => JournalRecord, isSealed: boolean): Promise<boolean> => {
    if (broken !== null) return false;
    try {
      const record = make(formatInstant(clock.now()));
      await (isSealed ? journal.seal([record]) : journal.append(record));
      return true;
    } catch (problem) {
      broken = problem instanceof Error ? problem.message : String(problem);
      return false;
    }
  };
  const append = (make: (at: string) => JournalRecord): Promise<boolean> => write(make, false);
  /** Nothing may be sent before a signature covers it. */
  const seal = (make: (at: string) => JournalRecord): Promise<boolean> => write(make, true);
  return {
    started: (plan) => seal((at) => ({ kind: "run-started", at, run, ...plan })),
    intent: ({ id, system, user }, write) =>
      seal((at) => ({
        kind: "intent",
        at,
        run,
        operation: id,
        write: { ...write },
        ...(user === null ? {} : { system, user }),
      })),
    result: ({ id, system, user }, outcome, created) =>
      append((at) => ({
        kind: "result",
        at,
        run,
        operation: id,
        outcome: outcome.kind,
        detail: "reason" in outcome ? outcome.reason : null,
        ...(user === null || created === null ? {} : { created: { system, user, account: created } }),
      })),
    ended: (counts) => append((at) => ({ kind: "run-ended", at, run, ...counts })),
    broken: () => broken,
  };
}
