import type { OutcomeCounts } from "../model/outcome.ts";
import { formatInstant } from "../model/instant.ts";
import type { Operation } from "../plan/operation.ts";
import type { ProviderWrite } from "../ports/access.ts";
import type { Clock } from "../ports/clock.ts";
import { type Journal, type JournalRecord, LeaseError } from "../ports/journal.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import type { OperationOutcome } from "./apply-report.ts";

/** A write that the run is about to send. */
export interface Intent {
  readonly operation: Operation;
  readonly write: ProviderWrite;
}

/** Writes a run's records and remembers the first failure. After a failure nothing is appended or sent. */
export interface Recorder {
  /** Each function returns whether the record is stored safely. */
  readonly started: (plan: {
    readonly digest: string;
    readonly head: string | null;
    readonly operations: number;
  }) => Promise<boolean>;
  /**
   * Also returns false if another run may write. `next` returns the writes that follow: a journal on a branch stores several
   * intents at once.
   */
  readonly intent: (intent: Intent, next: (most: number) => readonly Intent[]) => Promise<boolean>;
  /** Returns why the write of a stored intent may not be sent any more, as after a long wait; null: it may be sent. */
  readonly mayStillWrite: () => Promise<string | null>;
  /** @param created the id of the account that the operation created; null: it created none */
  readonly result: (operation: Operation, outcome: OperationOutcome, created: string | null) => Promise<boolean>;
  readonly ended: (counts: OutcomeCounts) => Promise<boolean>;
  /** Returns why no write may be sent; null while one may. */
  readonly broken: () => string | null;
}

export function recorderOf(
  journal: Journal,
  { clock, run }: { readonly clock: Clock; readonly run: string },
): Recorder {
  let broken: string | null = null;
  /** The stored intents whose writes were not sent yet: operation to write. */
  const stored = new Map<string, string>();
  const kept = async (work: (at: string) => Promise<void>): Promise<boolean> => {
    if (broken !== null) return false;
    try {
      await work(formatInstant(clock.now()));
      return true;
    } catch (problem) {
      broken = reasonOf(problem);
      return false;
    }
  };
  const append = (make: (at: string) => JournalRecord): Promise<boolean> => kept((at) => journal.append(make(at)));
  const intentOf = ({ operation, write }: Intent, at: string): JournalRecord => ({
    kind: "intent",
    at,
    run,
    operation: operation.id,
    write: { ...write },
    ...(operation.user === null ? {} : { system: operation.system, user: operation.user }),
    ...(operation.entitlement === null ? {} : { entitlement: operation.entitlement }),
  });
  return {
    // Nothing may be sent before a signature covers it.
    started: (plan) => kept((at) => journal.seal([{ kind: "run-started", at, run, ...plan }])),
    intent: (intent, next) =>
      kept(async (at) => {
        const { operation, write } = intent;
        const isStored = stored.get(operation.id) === canonicalJson(write);
        stored.delete(operation.id);
        if (!isStored) {
          const following = next(journal.intentsAtOnce - 1);
          await journal.seal([intent, ...following].map((one) => intentOf(one, at)));
          for (const one of following) stored.set(one.operation.id, canonicalJson(one.write));
        }
        await journal.checkLease();
      }),
    mayStillWrite: async () => ((await kept(() => journal.checkLease())) ? null : broken),
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

function reasonOf(problem: unknown): string {
  const message = problem instanceof Error ? problem.message : String(problem);
  return problem instanceof LeaseError
    ? `unattended/lease: ${message.replace(/\.$/, "")}`
    : `the journal could not be written: ${message}`;
}
