import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ApplyEntry } from "../../apply/apply-report.ts";
import { heldBack } from "../../report/held-back.ts";
import { RefusedError, UsageError, UserError } from "../../diagnostics/user-error.ts";
import { stopMarkdown, stopText } from "../../report/after-merge/stopped-run.ts";
import { StoppedRun } from "../../workflow/after-merge/stopped-run.ts";
import { runJson, runMarkdown, runText } from "../../report/after-merge/render-run.ts";
import type { RunResult } from "../../report/after-merge/run-result.ts";
import { forTerminal } from "../../report/escape.ts";
import { operationText } from "../../report/text/actions.ts";
import { applyAfterMerge } from "../../workflow/after-merge/apply-after-merge.ts";
import type { CliEnvironment } from "../environment.ts";
import { exitCodeOfReport } from "../exit-code-of-report.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { stoppable } from "../stoppable.ts";
import { formatOf, instantOf, printJson } from "../inputs.ts";
import { warningOf } from "../warning.ts";
import { connectGithub } from "../wiring/github.ts";
import { connectOf, progressOf } from "../wiring/observe.ts";
import { journalOf, newRun, runPortsOf, signerOf } from "../wiring/run.ts";
import { workspaceOf } from "../wiring/workspace.ts";

export interface UnattendedOptions {
  readonly root: string;
  /** The protected branch whose tip is applied. */
  readonly branch?: string;
  readonly journal: string;
  readonly summary?: string;
  readonly remote?: string;
  /** Default: PT60M. */
  readonly deadline?: string;
  readonly format: string;
  readonly json?: boolean;
}

/** The workflows end a job after two hours. */
const defaultDeadline = "PT60M";

/** Options of an interactive apply. An unattended run takes its input from the branch, GitHub and the journal. */
const interactiveOptions = ["plan", "observed", "target", "base", "commit", "at", "yes"];

/**
 * `rolecall apply --unattended`: applies the approved changes at the tip of the protected branch without a person
 * (engine.md 7). Returns 4 when it refuses to start or withholds gains, 3 when the files of the tip have errors, 5 when some
 * writes failed or a user, a group or a system is held back, and 1 when all writes failed or GitHub did not answer.
 */
export async function applyUnattended(options: UnattendedOptions, environment: CliEnvironment): Promise<ExitCode> {
  const summarize = (text: string): void => {
    if (options.summary !== undefined) writeFileSync(resolve(environment.cwd, options.summary), text);
  };
  try {
    const { deadline = defaultDeadline } = options;
    const result = await stoppable(deadline, environment, (running) => applied(options, running));
    summarize(runMarkdown(result));
    environment.out(formatOf(options) === "json" ? printJson(runJson(result)) : runText(result));
    return exitCodeOf(result);
  } catch (problem) {
    if (problem instanceof RefusedError) {
      const containment = problem instanceof StoppedRun ? problem.containment : null;
      summarize(stopMarkdown(problem, containment));
      environment.err(stopText(problem, containment));
      if (containment !== null && containment.entries.length > 0) return exitCodes.partlyApplied;
      return problem.code === "unattended/interrupted" ? exitCodes.unexpected : exitCodes.refused;
    }
    if (problem instanceof UserError) summarize("## Rolecall\n\n**Stopped.** The reason is in the log.\n");
    throw problem;
  }
}

async function applied(options: UnattendedOptions, environment: CliEnvironment): Promise<RunResult> {
  const { branch, remote = "origin" } = options;
  const given = interactiveOptions.filter((name) => name in options);
  if (given.length > 0)
    throw new UsageError(`--unattended cannot be combined with ${given.map((name) => `--${name}`).join(", ")}.`);
  if (branch === undefined) throw new UsageError("--unattended needs --branch: the protected branch to apply.");
  return applyAfterMerge(
    { at: instantOf({}, environment), branch, remote },
    {
      ...runPortsOf(journalOf({ ...options, remote }, environment), environment),
      signer: signerOf(environment),
      workspace: workspaceOf(options.root, environment),
      connectGithub: () => connectGithub(environment),
      connect: connectOf(environment, true),
      progress: progressOf(environment),
      newRun,
      warn: warningOf(environment),
      printRecord: (line) => environment.err(`  journal ${forTerminal(line)}\n`),
      onProgress: (entry, position, total) => environment.err(progressLine(entry, position, total)),
    },
  );
}

const progressLine = ({ operation, outcome }: ApplyEntry, position: number, total: number): string =>
  `  ${position}/${total} ${outcome.kind.padEnd(13)} ${forTerminal(operationText(operation))}\n`;

function exitCodeOf(result: RunResult): ExitCode {
  const { report, containment, errors, isTipValid, mayConverge, unreported, split, undone } = result;
  const entries = [...containment.entries, ...(report?.entries ?? [])];
  const stopped = report?.stopped ?? null;
  const written = exitCodeOfReport({ run: result.run, entries, stopped }, heldBack(split.plan), undone);
  if (written !== exitCodes.done) return written;
  if (!result.everyoneContained || result.stale.length > 0)
    return entries.length > 0 ? exitCodes.partlyApplied : exitCodes.unexpected;
  if (unreported.length > 0) return exitCodes.unexpected;
  if (!isTipValid || errors.length > 0) return exitCodes.findings;
  return mayConverge ? exitCodes.done : exitCodes.refused;
}
