import { UsageError } from "../../diagnostics/user-error.ts";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { applyPlan } from "../../apply/apply-plan.ts";
import type { ApplyReport } from "../../apply/apply-report.ts";
import { refusalOf } from "../../apply/refusal.ts";
import { openFileJournal } from "../../journal/file-journal.ts";
import { observeOnlySystems, withoutObserveOnly } from "../../plan/observe-only.ts";
import type { Plan } from "../../plan/plan.ts";
import { countEntries, renderApplyReport } from "../../report/text/apply.ts";
import { forTerminal } from "../../report/escape.ts";
import { operationWords } from "../../report/text/actions.ts";
import { renderPlan, summaryLine } from "../../report/text/plan.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { formatOf, printJson } from "../inputs.ts";
import { planJson } from "../plan-json.ts";
import { withProgress } from "../progress.ts";
import { type Planned, planFrom, type PlanningOptions } from "../../workflow/plan.ts";
import { differencesFrom, readSavedPlan } from "../saved-plan.ts";

/** Each operation tells its own end, so the clock is told late: somebody waits for a slow provider then. Milliseconds. */
const slowWrite = 10_000;

export interface ApplyOptions extends PlanningOptions {
  readonly plan?: string;
  readonly yes?: boolean;
  readonly journal: string;
}

/** `rolecall apply`: plan, ask, write, and check what was written. Every write is journalled before it is sent. */
export async function apply(options: ApplyOptions, environment: CliEnvironment): Promise<ExitCode> {
  if (options.observed !== undefined)
    throw new UsageError("apply writes to the providers, so it reads them itself: leave --observed out.");
  const saved = options.plan === undefined ? null : readSavedPlan(resolve(environment.cwd, options.plan));
  const planned = await planFrom(options, environment);
  if (planned === null) return exitCodes.findings;
  const plan = withoutObserveOnly(planned.plan);
  const asJson = formatOf(options) === "json";
  if (saved !== null) {
    const moved = differencesFrom(saved, planned.plan);
    if (moved.length > 0) {
      environment.err(
        `The plan in ${options.plan ?? ""} is stale: what it says and what is true now differ.\n${moved.map((line) => `  ${forTerminal(line)}\n`).join("")}Nothing was written. Plan again: rolecall plan --out ${options.plan ?? "plan.json"}\n`,
      );
      return exitCodes.refused;
    }
  }
  // With --json standard output carries the result alone, so the plan goes where people look.
  const told = asJson ? environment.err : environment.out;
  const refusal = refusalOf(plan);
  // A saved plan that still holds was looked at when it was made; only who is asked, or refused, needs it again.
  const isSeen = saved !== null && options.yes === true && refusal === null;
  told(
    isSeen
      ? `The plan in ${forTerminal(options.plan ?? "")} still holds.\n${summaryLine(plan)}\n`
      : renderPlan(planned.plan, options.target),
  );
  for (const system of observeOnlySystems(planned.plan))
    environment.err(`${forTerminal(system)} is in observe mode: nothing is written there.\n`);
  if (refusal !== null) {
    environment.err(`${refusal.message}\nNothing was written.\n`);
    return refusal.kind === "findings" ? exitCodes.findings : exitCodes.refused;
  }
  if (plan.operations.length === 0) return finished(plan, null, asJson, environment);
  if (options.yes !== true && !(await confirmed({ ...planned, plan }, environment))) {
    environment.err("Not confirmed: nothing was written.\n");
    return exitCodes.refused;
  }
  return finished(plan, await carriedOut({ ...planned, plan }, options, environment), asJson, environment);
}

async function confirmed({ plan, model }: Planned, environment: CliEnvironment): Promise<boolean> {
  if (!environment.isInteractive)
    throw new UsageError("there is no terminal to ask at: look at the plan, then run apply with --yes.");
  const { name } = model.organization;
  const answer = await environment.ask(
    `Type the organization's name (${forTerminal(name)}) to carry out ${plan.operations.length === 1 ? "this operation" : `these ${plan.operations.length} operations`}: `,
  );
  return answer.trim() === name;
}

async function carriedOut(planned: Planned, options: ApplyOptions, environment: CliEnvironment): Promise<ApplyReport> {
  const { plan } = planned;
  const touched = new Set<string>(plan.operations.map(({ system }) => system));
  const connections = new Map(
    await Promise.all(
      planned.connections
        .filter(({ system }) => touched.has(system.id))
        .map(async ({ system, reader, writer }) => [system.id, { reader, writer: await writer() }] as const),
    ),
  );
  const journal = openFileJournal(resolve(environment.cwd, options.journal));
  const total = plan.operations.length;
  const run = (): Promise<ApplyReport> =>
    applyPlan(plan, {
      connections,
      journal,
      clock: environment.clock,
      run: randomBytes(8).toString("hex"),
      signal: environment.signal,
      onProgress: ({ operation, outcome }, position) => {
        // What was not attempted stands in the result, with the reason.
        if (outcome.kind !== "not-attempted")
          environment.err(
            `  ${String(position).padStart(String(total).length)}/${total}  ${outcome.kind.padEnd(10)}  ${forTerminal(operationWords(operation))}\n`,
          );
      },
    });
  return withProgress("applying", environment, run, slowWrite);
}

function finished(plan: Plan, report: ApplyReport | null, asJson: boolean, environment: CliEnvironment): ExitCode {
  const counts = countEntries(report?.entries ?? []);
  if (asJson)
    environment.out(
      printJson({
        version: 1,
        plan: planJson(plan),
        run: report?.run ?? null,
        stopped: report?.stopped ?? null,
        results: (report?.entries ?? []).map(({ operation, outcome }) => ({
          operation: operation.id,
          outcome: outcome.kind,
          reason: "reason" in outcome ? outcome.reason : null,
        })),
        summary: counts,
      }),
    );
  else if (report !== null) environment.out(`\n${renderApplyReport(report)}`);
  const undone = counts.failed + counts.notAttempted;
  if (undone === 0) return exitCodes.done;
  return counts.done + counts.alreadySo > 0 ? exitCodes.partlyApplied : exitCodes.unexpected;
}
