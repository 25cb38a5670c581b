import { resolve } from "node:path";
import type { ApplyEntry } from "../../apply/apply-report.ts";
import { heldBack } from "../../report/held-back.ts";
import { UsageError } from "../../diagnostics/user-error.ts";
import { forTerminal } from "../../report/escape.ts";
import { operationText } from "../../report/text/actions.ts";
import {
  renderApplyReport,
  renderHeldBack,
  renderLeavers,
  renderStale,
  renderUndone,
} from "../../report/text/apply.ts";
import { validateJson } from "../../report/json/validate.ts";
import { renderNotPlanned } from "../../report/text/not-planned.ts";
import { renderPlan, summaryLine } from "../../report/text/plan.ts";
import { apply as applyByHand, type Applied, type Proposal } from "../../workflow/apply.ts";
import type { CliEnvironment } from "../environment.ts";
import { exitCodeOfReport } from "../exit-code-of-report.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { formatOf, printJson } from "../inputs.ts";
import { applyJson } from "../../report/json/apply.ts";
import { type PlanningOptions, planningPorts, planningRequest } from "../planning-options.ts";
import { readSavedPlan } from "../saved-plan.ts";
import { isSandboxed } from "../wiring/connect.ts";
import { progressOf } from "../wiring/observe.ts";
import { operatorOf } from "../wiring/operator.ts";
import { isOnBranch, journalAt, newRun, runPortsOf } from "../wiring/run.ts";

export interface ApplyOptions extends PlanningOptions {
  readonly verbose?: boolean;
  readonly plan?: string;
  readonly yes?: boolean;
  readonly journal: string;
}

/** `rolecall apply`: plans, asks for confirmation, writes, and checks each write. Every write is journalled before it is sent. */
export async function apply(options: ApplyOptions, environment: CliEnvironment): Promise<ExitCode> {
  if (options.observed !== undefined)
    throw new UsageError("apply always reads the providers before it writes. Remove --observed.");
  if (isOnBranch(options.journal))
    throw new UsageError(
      "--journal names a branch, whose records have to be signed: expected a file. Only apply --unattended signs.",
    );
  const saved = options.plan === undefined ? null : readSavedPlan(resolve(environment.cwd, options.plan));
  const applied = await applyByHand(
    { ...planningRequest(options, environment), saved },
    {
      ...planningPorts(options, environment),
      ...runPortsOf(journalAt(resolve(environment.cwd, options.journal)), environment),
      progress: progressOf(environment),
      newRun,
      isSandboxed: (system) => isSandboxed(system, environment),
      operator: () => operatorOf(environment, options.root),
      show: (proposal) => show(proposal, options, environment),
      confirm: async (proposal) => options.yes === true || confirmed(proposal, environment),
      onProgress: (entry, position, total) => {
        count(environment, position, total);
        environment.err(progressLine(entry, position, total));
      },
    },
  );
  return ended(applied, options, environment);
}

function show(proposal: Proposal, options: ApplyOptions, environment: CliEnvironment): void {
  const { complete, observeOnly, refusal, stale } = proposal;
  // With --json, standard output holds only the result, so the plan goes to standard error.
  const print = formatOf(options) === "json" ? environment.err : environment.out;
  // A saved plan was reviewed when it was made. It is shown again only before a confirmation or with a refusal.
  const wasReviewed = options.plan !== undefined && options.yes === true && refusal === null;
  print(
    wasReviewed
      ? `The plan in ${forTerminal(options.plan ?? "")} is up to date.\n${summaryLine(complete)}\n`
      : renderPlan(complete, options.target, options.verbose),
  );
  // Before the confirmation: the plan can lack an operation. The result repeats it.
  environment.err(renderStale(stale));
  for (const system of observeOnly)
    environment.err(`${forTerminal(system)} is in observe mode: nothing is written there.\n`);
}

async function confirmed({ plan, organization }: Proposal, environment: CliEnvironment): Promise<boolean> {
  if (!environment.isInteractive) {
    environment.err("The confirmation needs a terminal. Review the plan, then run apply with --yes.\n");
    return false;
  }
  const answer = await environment.ask(
    `Type the organization's name (${forTerminal(organization)}) to carry out ${plan.operations.length === 1 ? "this operation" : `these ${plan.operations.length} operations`}: `,
  );
  return answer.trim() === organization;
}

/** Counts an operation that has a result, for the status line. */
function count({ activity, clock }: CliEnvironment, done: number, total: number): void {
  if (activity === undefined) return;
  const began = activity.steps.get("applying") ?? clock.now();
  activity.operations = { done, total, began };
}

/** Returns the progress of one operation; empty for one that was not attempted, which the result lists with the reason. */
function progressLine({ operation, outcome }: ApplyEntry, position: number, total: number): string {
  return outcome.kind === "not-attempted"
    ? ""
    : `  ${String(position).padStart(String(total).length)}/${total}  ${outcome.kind.padEnd(10)}  ${forTerminal(operationText(operation))}\n`;
}

function ended(applied: Applied, options: ApplyOptions, environment: CliEnvironment): ExitCode {
  switch (applied.kind) {
    case "files-have-errors":
    case "unsupported":
      if (formatOf(options) === "json") environment.out(printJson(validateJson(applied.checked)));
      environment.err(renderNotPlanned(applied.kind, applied.findings));
      return exitCodes.findings;
    case "stale":
      environment.err(
        `The plan in ${options.plan ?? ""} is stale: the files or the providers have changed since it was made.\n${applied.moved.map((line) => `  ${forTerminal(line)}\n`).join("")}Nothing was written. Run again: rolecall plan --out ${options.plan ?? "plan.json"}\n`,
      );
      return exitCodes.refused;
    case "refused":
      environment.err(`${applied.refusal.message}\nNothing was written.\n`);
      return applied.refusal.kind === "findings" ? exitCodes.findings : exitCodes.refused;
    case "not-confirmed":
      environment.err("Not confirmed: nothing was written.\n");
      return exitCodes.refused;
    case "applied":
      return finished(applied, options, environment);
  }
}

function finished(
  { plan, report, undone, leavers, stale }: Extract<Applied, { kind: "applied" }>,
  options: ApplyOptions,
  environment: CliEnvironment,
): ExitCode {
  if (formatOf(options) === "json") environment.out(printJson(applyJson(plan, { report, undone, leavers, stale })));
  else {
    if (report !== null) environment.out(`\n${renderApplyReport(report)}`);
    environment.out(`${renderHeldBack(plan)}${renderUndone(undone)}${renderLeavers(leavers)}${renderStale(stale)}`);
  }
  const code = exitCodeOfReport(report, heldBack(plan), [...undone, ...leavers]);
  if (code !== exitCodes.done || stale.length === 0) return code;
  return report === null ? exitCodes.unexpected : exitCodes.partlyApplied;
}
