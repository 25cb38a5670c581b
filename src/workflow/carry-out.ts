import { applyPlan } from "../apply/apply-plan.ts";
import type { ApplyEntry, ApplyReport } from "../apply/apply-report.ts";
import { formatInstant } from "../model/instant.ts";
import type { Plan } from "../plan/plan.ts";
import type { Clock } from "../ports/clock.ts";
import type { Connection } from "../ports/connection.ts";
import { JournalError, type JournalRecord, type JournalStore } from "../ports/journal.ts";

export interface RunRequest {
  /** Names the run in the journal and the report. */
  readonly run: string;
  /** Without operations no writer is connected; the records before and after are written all the same. */
  readonly plan: Plan;
  readonly connections: readonly Connection[];
  /** Records that have to stand before the first intent. */
  readonly before?: (at: string) => readonly JournalRecord[];
  /** The record of how far the run got; the report is null where there was nothing to write. */
  readonly after?: (at: string, report: ApplyReport | null) => JournalRecord;
}

export interface RunPorts {
  readonly journal: JournalStore;
  readonly clock: Clock;
  /** Aborted: the call in flight is finished, and nothing is sent after it. */
  readonly signal: AbortSignal;
  /** Receives each entry as it is made; `position` counts from 1. */
  readonly onProgress: (entry: ApplyEntry, position: number, total: number) => void;
}

export interface CarriedOutRun {
  /** Null: there was nothing to write. */
  readonly report: ApplyReport | null;
  /** Why it could not be written down how far the run got; empty where it was. */
  readonly unsettled: readonly string[];
}

/**
 * Opens the journal, connects the writers of the systems that the plan touches, carries the plan out, and writes down how
 * far it got. Every write is in the journal before it is sent.
 * @throws JournalError when the journal cannot be written before the first write
 */
export async function carryOutRun(
  { run, plan, connections, before, after }: RunRequest,
  { journal: store, clock, signal, onProgress }: RunPorts,
): Promise<CarriedOutRun> {
  const now = (): string => formatInstant(clock.now());
  const journal = store.open();
  for (const record of before?.(now()) ?? []) await journal.append(record);
  const total = plan.operations.length;
  const report =
    total === 0
      ? null
      : await applyPlan(plan, {
          connections: await connectWriters(plan, connections),
          journal,
          clock,
          run,
          signal,
          onProgress: (entry, position) => onProgress(entry, position, total),
        });
  const unsettled = after === undefined ? [] : await failureOf(() => journal.append(after(now(), report)));
  return { report, unsettled };
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

/** By now the writes are sent: what was done is reported whether or not the journal takes another line. */
async function failureOf(work: () => Promise<void>): Promise<readonly string[]> {
  try {
    await work();
    return [];
  } catch (problem) {
    if (!(problem instanceof JournalError)) throw problem;
    return [`How far the run got is not in the journal. ${problem.message}`];
  }
}
