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

/**
 * Writes a run's records, one after another also where operations are in flight together, and remembers the first
 * failure. After a failure nothing is appended or sent.
 */
export interface Recorder {
  /** Each function returns whether the record is stored safely. */
  readonly started: (plan: {
    readonly digest: string;
    readonly head: string | null;
    readonly operations: number;
  }) => Promise<boolean>;
  /**
   * Also returns false if another run may write. `next` returns the writes that can be sent later: a journal on a branch stores
   * several intents at once.
   */
  readonly intent: (intent: Intent, next: () => Iterable<Intent>) => Promise<boolean>;
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
  /** The operations that asked for their intent, and those of them that still wait. */
  const asked = new Set<string>();
  const waiting = new Set<Intent>();
  let last: Promise<unknown> = Promise.resolve();
  const kept = (work: (at: string) => Promise<void>): Promise<boolean> => {
    const done = last.then(async () => {
      if (broken !== null) return false;
      try {
        await work(formatInstant(clock.now()));
        return true;
      } catch (problem) {
        broken = reasonOf(problem);
        return false;
      }
    });
    last = done;
    return done;
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
  /** Returns the intents to store with this one: those that wait, then those of later writes. */
  const batchFrom = (intent: Intent, next: () => Iterable<Intent>): readonly Intent[] => {
    const batch = new Map([[intent.operation.id, intent]]);
    const add = (one: Intent): boolean => {
      if (batch.size >= journal.intentsAtOnce) return false;
      if (!stored.has(one.operation.id)) batch.set(one.operation.id, one);
      return true;
    };
    for (const one of waiting) if (!add(one)) break;
    if (batch.size < journal.intentsAtOnce)
      for (const one of next()) if (!asked.has(one.operation.id) && !add(one)) break;
    return [...batch.values()];
  };
  return {
    // Nothing may be sent before a signature covers it.
    started: (plan) => kept((at) => journal.seal([{ kind: "run-started", at, run, ...plan }])),
    intent: (intent, next) => {
      const { id } = intent.operation;
      asked.add(id);
      waiting.add(intent);
      return kept(async (at) => {
        waiting.delete(intent);
        if (stored.get(id) !== canonicalJson(intent.write)) {
          stored.delete(id);
          const batch = batchFrom(intent, next);
          await journal.seal(batch.map((one) => intentOf(one, at)));
          for (const one of batch) stored.set(one.operation.id, canonicalJson(one.write));
        }
        stored.delete(id);
        await journal.checkLease();
      });
    },
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
