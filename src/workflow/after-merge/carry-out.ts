import { applyPlan } from "../../apply/apply-plan.ts";
import type { ApplyReport } from "../../apply/apply-report.ts";
import { evidenceOf } from "../../approval/evidence.ts";
import { openFileJournal } from "../../journal/file-journal.ts";
import { JournalError } from "../../ports/journal.ts";
import { formatInstant } from "../../model/instant.ts";
import type { UnattendedPlan } from "../../plan/unattended.ts";
import { operationWords } from "../../report/text/actions.ts";
import { forTerminal } from "../../report/escape.ts";
import type { Connection } from "../../cli/connect.ts";
import type { CliEnvironment } from "../../cli/environment.ts";
import type { MergedChange } from "./merged-changes.ts";

export interface CarryOutRequest {
  readonly run: string;
  readonly branch: string;
  readonly commit: string;
  readonly base: string;
  readonly at: number;
  /** False: the tip cannot be carried out, and what runs is what an earlier commit decided. */
  readonly isTipValid: boolean;
  readonly split: UnattendedPlan;
  readonly changes: readonly MergedChange[];
  readonly connections: readonly Connection[];
  readonly journal: string;
  /** Whether the commit has converged, if all of the plan comes about. */
  readonly mayConverge: boolean;
}

export interface CarriedOutUnattended {
  /** Null: there was nothing to write. */
  readonly report: ApplyReport | null;
  /** Why it could not be written down how far the run got; empty where it was. */
  readonly unsettled: readonly string[];
}

/**
 * Writes down by whose approval every change is there, carries the plan out, and writes down how far it got.
 * @throws JournalError when the journal cannot be written before the first write
 */
export async function carryOutUnattended(
  request: CarryOutRequest,
  environment: CliEnvironment,
): Promise<CarriedOutUnattended> {
  const { run, branch, commit, base, split, connections } = request;
  const { plan } = split;
  const { clock } = environment;
  const now = (): string => formatInstant(clock.now());
  const journal = openFileJournal(request.journal);
  for (const { pullRequest, verdict, parent, commit: merged } of request.changes)
    if (pullRequest !== null && verdict !== null) {
      const evidence = evidenceOf(verdict, pullRequest, { policy: parent, merged });
      await journal.append({ kind: "evidence", at: now(), run, evidence });
    }
  if (request.isTipValid) await journal.append({ kind: "commit-accepted", at: now(), run, branch, commit, base });
  const touched = new Set<string>(plan.operations.map(({ system }) => system));
  const report =
    plan.operations.length === 0
      ? null
      : await applyPlan(plan, {
          connections: new Map(
            await Promise.all(
              connections
                .filter(({ system }) => touched.has(system.id))
                .map(async ({ system, reader, writer }) => [system.id, { reader, writer: await writer() }] as const),
            ),
          ),
          journal,
          clock,
          run,
          signal: environment.signal,
          onProgress: ({ operation, outcome }, position) =>
            environment.err(
              `  ${position}/${plan.operations.length} ${outcome.kind.padEnd(13)} ${forTerminal(operationWords(operation))}\n`,
            ),
        });
  const isWhole =
    report === null || (report.stopped === null && report.entries.every(({ outcome }) => isSo(outcome.kind)));
  const unsettled = await failureOf(() =>
    journal.append({
      kind: "commit-settled",
      at: now(),
      run,
      branch,
      commit,
      instant: formatInstant(request.at),
      converged: request.mayConverge && isWhole,
      withheld: split.withheld.map(({ operation, reason }) => ({ operation: operation.id, reason })),
    }),
  );
  return { report, unsettled };
}

/** By now the writes are sent: what was done is told whether or not the journal takes another line. */
async function failureOf(work: () => Promise<void>): Promise<readonly string[]> {
  try {
    await work();
    return [];
  } catch (problem) {
    if (!(problem instanceof JournalError)) throw problem;
    return [`How far the run got is not in the journal. ${problem.message}`];
  }
}

const isSo = (kind: string): boolean => kind === "done" || kind === "already-so";
