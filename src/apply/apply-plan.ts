import { formatInstant } from "../model/instant.ts";
import type { Operation } from "../plan/operation.ts";
import type { Plan } from "../plan/plan.ts";
import type { AccessReader, AccessWriter } from "../ports/access.ts";
import type { Clock } from "../ports/clock.ts";
import type { Journal } from "../ports/journal.ts";
import { countOutcomes } from "../model/outcome.ts";
import type { ApplyEntry, ApplyReport } from "./apply-report.ts";
import { carryOut, type CarriedOut } from "./carry-out.ts";
import { groupWriters } from "./group-writers.ts";
import { createdIds } from "./created-ids.ts";
import { prerequisites } from "./prerequisites.ts";
import { type Intent, recorderOf } from "./recorder.ts";
import { refusalOf } from "./refusal.ts";
import { stepOf } from "./steps/step-of.ts";
import { startEdges } from "../plan/order/start-edges.ts";
import { memberLists } from "./member-lists.ts";
import { ownSignals } from "./own-signals.ts";
import { carryOutAll } from "./carry-out-all.ts";
import { scheduleOf } from "./schedule.ts";
import { repeatedFailures } from "./repeated-failures.ts";

export interface ApplyOptions {
  /** The connections by system: everything that the plan may touch. */
  readonly connections: ReadonlyMap<string, { readonly reader: AccessReader; readonly writer: AccessWriter }>;
  readonly journal: Journal;
  readonly clock: Clock;
  /** The name of this run in the journal and the report. */
  readonly run: string;
  /** Once aborted, the call in flight is finished and recorded, and nothing is sent after it. */
  readonly signal: AbortSignal;
  /** The maximum number of operations in flight per system. Default 8. */
  readonly inFlight?: number;
  /** Receives each entry when it is made, in the order of the outcomes. `position` counts from 1. */
  readonly onProgress?: (entry: ApplyEntry, position: number) => void;
}

/**
 * Applies the plan. Operations that nothing orders are in flight together, so that every intermediate state is one of the
 * plan's safe states (I24, `startEdges`). Each operation reads its object first, is recorded before it is sent, and is
 * read back (I12, I20, I35). A failure stops only the operations that depend on it. The function does not throw: the
 * report has one entry per operation, in the plan's order. A plan that `refusalOf` refuses is not applied.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<ApplyReport> {
  const { connections, journal, clock, run, signal, inFlight = 8, onProgress } = options;
  const recorder = recorderOf(journal, { clock, run });
  const ids = createdIds(plan.operations);
  const shared = { ids, writers: groupWriters(), lists: memberLists(plan.operations) };
  const { lists } = shared;
  const needs = prerequisites();
  const failures = repeatedFailures();
  const written = new Set<string>();
  const entries = new Map<Operation, ApplyEntry>();
  const refused = refusalOf(plan)?.message ?? null;
  const isStarted =
    refused === null &&
    (await recorder.started({ digest: plan.digest, head: plan.head, operations: plan.operations.length }));

  /** Returns the writes that have no outcome yet, as far as their ids are known. */
  function* later(): Iterable<Intent> {
    for (const operation of plan.operations) {
      const reader = connections.get(operation.system)?.reader;
      if (entries.has(operation) || reader === undefined) continue;
      const step = stepOf(operation, { reader, ...shared });
      if (step !== null) yield { operation, write: step.write };
    }
  }

  const attempt = async (operation: Operation, { own, release }: Attempt): Promise<CarriedOut> => {
    const connection = connections.get(operation.system);
    if (connection === undefined) return notAttempted(`no connection to ${operation.system}`);
    const step = stepOf(operation, { reader: connection.reader, ...shared });
    if (step === null) return failed("the operation is incomplete or names an object without an id. Run plan again");
    const carried = await carryOut(step, {
      writer: connection.writer,
      clock,
      signal: own,
      intend: async (write) => ((await recorder.intent({ operation, write }, later)) ? null : recorder.broken()),
      mayStillWrite: recorder.mayStillWrite,
      release,
      wasWritten: operation.resource.id !== null && written.has(keyOf(operation)),
    });
    if (carried.outcome.kind === "done") written.add(keyOf(operation));
    return carried;
  };

  const settle = async (operation: Operation, release: () => void): Promise<void> => {
    const reason = stopReason() ?? needs.missing(operation) ?? failures.stopReason(operation.system);
    const carried =
      reason === null ? await signals.with((own) => attempt(operation, { own, release })) : notAttempted(reason);
    lists.settled(operation);
    if (reason === null) failures.note(operation.system, carried);
    const { outcome } = carried;
    if (isStarted) await recorder.result(operation, outcome, createdBy(operation));
    needs.note(operation, outcome);
    const entry = { operation, outcome, at: formatInstant(clock.now()) };
    entries.set(operation, entry);
    onProgress?.(entry, entries.size);
  };

  const schedule = scheduleOf(plan.operations, { edges: startEdges(plan.operations), inFlight });
  const signals = ownSignals(signal);
  await carryOutAll(schedule, { settle, onIdle: lists.read }).finally(signals.close);
  const ordered = plan.operations.flatMap((operation) => entries.get(operation) ?? []);
  if (isStarted) await recorder.ended(countOutcomes(ordered));
  const isCutShort = recorder.broken() !== null || ordered.some(({ outcome }) => outcome.kind === "not-attempted");
  return { run, entries: ordered, stopped: refused ?? (isCutShort ? stopReason() : null) };

  function createdBy({ system, resource }: Operation): string | null {
    const isCreated = resource.kind === "account" && resource.id === null;
    return isCreated ? (ids.find(system, "account", resource.name) ?? null) : null;
  }

  function stopReason(): string | null {
    if (refused !== null) return "the plan is refused";
    const broken = recorder.broken();
    if (broken !== null) return broken;
    return signal.aborted ? "the run was interrupted" : null;
  }
}

/** What an attempt gets: its signal, and how it stops counting as in flight. */
interface Attempt {
  readonly own: AbortSignal;
  readonly release: () => void;
}

const keyOf = ({ system, resource }: Operation): string => JSON.stringify([system, resource.kind, resource.id]);

function notAttempted(reason: string): CarriedOut {
  return { outcome: { kind: "not-attempted", reason }, providerFailure: null };
}

function failed(reason: string): CarriedOut {
  return { outcome: { kind: "failed", reason }, providerFailure: null };
}
