import { applyPlan } from "../apply/apply-plan.ts";
import type { ApplyEntry, ApplyReport } from "../apply/apply-report.ts";
import { RefusedError } from "../diagnostics/user-error.ts";
import { formatInstant } from "../model/instant.ts";
import type { Plan } from "../plan/plan.ts";
import type { Clock } from "../ports/clock.ts";
import type { Connection } from "../ports/connection.ts";
import {
  type Journal,
  JournalError,
  type JournalRecord,
  type JournalSigning,
  type JournalStore,
  LeaseError,
} from "../ports/journal.ts";

export interface RunRequest {
  /** Names the run in the journal and the report. */
  readonly run: string;
  /** Without operations no writer is connected. The records before and after are still written. */
  readonly plan: Plan;
  readonly connections: readonly Connection[];
  /** The maximum number of operations in flight per system. */
  readonly inFlight?: number;
  /** Null: the journal stays unsigned. */
  readonly signing: JournalSigning | null;
  /** Returns the records to write before the first intent. */
  readonly before?: (at: string) => readonly JournalRecord[];
  /** Returns the record of the run's progress; the report is null when there was nothing to write. */
  readonly after?: (at: string, report: ApplyReport | null) => JournalRecord;
}

export interface RunPorts {
  readonly journal: Pick<JournalStore, "open">;
  readonly clock: Clock;
  /** When aborted, the call in flight is finished and no further call is sent. */
  readonly signal: AbortSignal;
  /** Receives each entry when it is added; `position` starts at 1. */
  readonly onProgress: (entry: ApplyEntry, position: number, total: number) => void;
}

export interface CarriedOutRun {
  /** Null: there was nothing to write. */
  readonly report: ApplyReport | null;
  /** Why the run's progress could not be recorded; empty when it was recorded. */
  readonly unsettled: readonly string[];
}

/**
 * Opens the journal, connects the writers of the systems in the plan, applies the plan, and records the progress. Every
 * write is in the journal before it is sent.
 * @throws JournalError when the journal cannot be written before the first write
 * @throws RefusedError when another run may write
 */
export async function carryOutRun(request: RunRequest, ports: RunPorts): Promise<CarriedOutRun> {
  const { journal: store, clock } = ports;
  const { run, signing } = request;
  return refusedWithoutLease(async () =>
    carryOutWith(request, { ...ports, journal: await store.open({ signing, run, clock }) }),
  );
}

/** Does the same with an open journal, and closes it. A run with several parts opens the journal once. */
export async function carryOutWith(
  { run, plan, connections, inFlight, before, after }: Omit<RunRequest, "signing">,
  { journal, clock, signal, onProgress }: Omit<RunPorts, "journal"> & { readonly journal: Journal },
): Promise<CarriedOutRun> {
  const now = (): string => formatInstant(clock.now());
  const first = before?.(now()) ?? [];
  const total = plan.operations.length;
  // Without a write there is nothing to exclude other runs from: all records are stored at once.
  if (total === 0) {
    await journal.close([...first, ...(after === undefined ? [] : [after(now(), null)])]);
    return { report: null, unsettled: [] };
  }
  if (first.length > 0) await journal.seal(first);
  await journal.checkLease();
  let report: ApplyReport;
  try {
    report = await applyPlan(plan, {
      connections: await connectWriters(plan, connections),
      journal,
      clock,
      run,
      signal,
      ...(inFlight === undefined ? {} : { inFlight }),
      onProgress: (entry, position) => onProgress(entry, position, total),
    });
  } catch (problem) {
    // The next run does not have to wait for the end of the lease.
    await failureOf(() => journal.close([]));
    throw problem;
  }
  return { report, unsettled: await failureOf(() => journal.close(after === undefined ? [] : [after(now(), report)])) };
}

/** Converts the refusal of a lease into the error that a person reads. */
export async function refusedWithoutLease<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof LeaseError)) throw problem;
    throw new RefusedError(
      "unattended/lease",
      problem.message,
      "Start the run again after the other run has finished or its lease has ended.",
    );
  }
}

async function connectWriters(plan: Plan, connections: readonly Connection[]) {
  const touched = new Set<string>(plan.operations.map(({ system }) => system));
  return new Map(
    await Promise.all(
      connections
        .filter(({ system }) => touched.has(system.id))
        .map(async ({ system, reader, writer }) => [system.id, { reader, writer: await writer() }] as const),
    ),
  );
}

/** Returns the failure of a journal record. The writes are sent already, so the result is reported in any case. */
async function failureOf(work: () => Promise<void>): Promise<readonly string[]> {
  try {
    await work();
    return [];
  } catch (problem) {
    if (!(problem instanceof JournalError)) throw problem;
    return [`The progress of the run could not be written to the journal. ${problem.message}`];
  }
}
