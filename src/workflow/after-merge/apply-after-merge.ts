import { OperationalError, RefusedError, UsageError, UserError } from "../../diagnostics/user-error.ts";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ApplyReport } from "../../apply/apply-report.ts";
import { forTerminal } from "../../report/escape.ts";
import { countEntries } from "../../report/text/apply.ts";
import { connectAll } from "../../cli/connect.ts";
import type { CliEnvironment } from "../../cli/environment.ts";
import { type ExitCode, exitCodes } from "../../cli/exit-codes.ts";
import { formatOf, instantOf, printJson } from "../../cli/inputs.ts";
import { observeAll } from "../observe.ts";
import { commitOf } from "../revisions.ts";
import { carryOutUnattended } from "./carry-out.ts";
import { type Commits, commitsOf } from "../review/change.ts";
import { checkTip, sinceConverged } from "./check-tip.ts";
import { connectGithub } from "../review/connect-github.ts";
import { type MergedChange, mergedChanges } from "./merged-changes.ts";
import { type Prepared, prepareRun, type Side } from "./prepare.ts";
import { type RunResult, runJson, runMarkdown, runText } from "./result-text.ts";
import { earlierRunsOf } from "./earlier-runs.ts";
import { tellPullRequests } from "./report-to-pull-requests.ts";

export interface UnattendedOptions {
  readonly root: string;
  /** The protected branch whose tip is carried out. */
  readonly branch?: string;
  /** A revision that the providers already follow; counts only while there is no journal. */
  readonly lastApplied?: string;
  readonly journal: string;
  readonly summary?: string;
  readonly remote?: string;
  readonly format: string;
  readonly json?: boolean;
}

/** Options of an apply by a person: a run without one takes everything from the branch, GitHub and the journal. */
const ofAPerson = ["plan", "observed", "target", "base", "commit", "at", "yes"];

/**
 * `rolecall apply --unattended`: carries out the tip of the protected branch without a person, as far as it was approved
 * (engine.md 7). Ends with 4 where it refuses to begin, and where gains are withheld; with 3 where the tip's files have
 * errors; with 5 where some of the writes failed, 1 where nothing could be done or GitHub did not answer.
 */
export async function applyUnattended(options: UnattendedOptions, environment: CliEnvironment): Promise<ExitCode> {
  const summarize = (text: string): void => {
    if (options.summary !== undefined) writeFileSync(resolve(environment.cwd, options.summary), text);
  };
  try {
    const result = await reconcile(options, environment);
    summarize(runMarkdown(result));
    environment.out(formatOf(options) === "json" ? printJson(runJson(result)) : runText(result));
    return exitCodeOf(result);
  } catch (problem) {
    if (problem instanceof RefusedError) {
      const text = `${problem.code}: ${problem.message}\n→ ${problem.remedy}\nNothing was written.`;
      summarize(`## Rolecall\n\n**Refused:** \`${problem.code}\`. Nothing was written; the log says why.\n`);
      environment.err(`${text.split("\n").map(forTerminal).join("\n")}\n`);
      return exitCodes.refused;
    }
    if (problem instanceof UserError) summarize("## Rolecall\n\n**Broke off.** The log says why.\n");
    throw problem;
  }
}

async function reconcile(options: UnattendedOptions, environment: CliEnvironment): Promise<RunResult> {
  const { branch, remote = "origin" } = options;
  const given = ofAPerson.filter((name) => name in options);
  if (given.length > 0)
    throw new UsageError(`--unattended does not go together with ${given.map((name) => `--${name}`).join(", ")}.`);
  if (branch === undefined) throw new UsageError("--unattended needs --branch: the protected branch to carry out.");
  const at = instantOf({}, environment);
  const commits = commitsOf(options.root, at, { remote, environment });
  const journal = resolve(environment.cwd, options.journal);
  const earlier = earlierRunsOf(journal, branch);
  const commit = await commitOf(options, "HEAD", environment);
  const github = await connectGithub(environment);
  const tipOptions = { root: commits.root, branch, remote, commit };
  await checkTip(tipOptions, github.reader, environment);
  const lastApplied =
    options.lastApplied === undefined ? null : await commitOf(options, options.lastApplied, environment);
  const since = await sinceConverged(tipOptions, earlier, lastApplied);

  const tip = await commits.checked(commit);
  const isTipValid = tip.resolved !== null && tip.findings.every(({ code }) => code !== "schema/not-supported-yet");
  const warn = (text: string): void => environment.err(`${forTerminal(text)}\n`);
  // Where the tip cannot be carried out, nobody gains anything, whoever approved it.
  const changes = isTipValid ? await mergedChanges(since, branch, { reader: github.reader, commits, warn }) : [];
  const base = await soundSide(commits, since.base);
  const head = isTipValid ? { commit, checked: tip } : await soundSide(commits, earlier.accepted ?? since.base);
  const { model } = head.checked.resolved ?? {};
  if (model === undefined) throw new OperationalError(`the files of ${head.commit} cannot be read.`);
  const connections = await connectAll(model, environment);
  const prepared = prepareRun({
    head,
    base,
    tip,
    isTipValid,
    unapproved: changes.flatMap(({ unapproved }) => unapproved ?? []),
    observations: await observeAll(connections, model, environment),
    since: earlier.converged?.instant ?? null,
  });
  // Reading took its time: the branch may have moved, or somebody may have stopped us.
  await checkTip(tipOptions, github.reader, environment);
  const run = randomBytes(8).toString("hex");
  const { report, unsettled } = await carryOutUnattended(
    {
      run,
      branch,
      commit,
      base: since.base,
      at,
      isTipValid,
      changes,
      connections,
      journal,
      split: prepared.split,
      mayConverge: prepared.mayConverge,
    },
    environment,
  );
  const result = resultOf({ run, branch, commit, base: since.base }, { prepared, changes, report, isTipValid });
  const untold = [
    ...changes.flatMap(({ unread }) => unread ?? []),
    ...unsettled,
    ...(await tellPullRequests(result, github.writer)),
  ];
  for (const text of untold) warn(text);
  return { ...result, untold };
}

/** The files of a commit that was carried out once. @throws RefusedError where they have errors by now */
export async function soundSide(commits: Pick<Commits, "checked">, commit: string): Promise<Side> {
  const checked = await commits.checked(commit);
  if (checked.resolved === null)
    throw new RefusedError(
      "unattended/base-invalid",
      `The files of ${commit}, which was applied last, have errors, so what changed since cannot be said.`,
      "Name a commit whose files are right with --last-applied and a new journal.",
    );
  return { commit, checked };
}

function resultOf(
  run: Pick<RunResult, "run" | "branch" | "commit" | "base">,
  {
    prepared,
    changes,
    report,
    isTipValid,
  }: {
    readonly prepared: Prepared;
    readonly changes: readonly MergedChange[];
    readonly report: ApplyReport | null;
    readonly isTipValid: boolean;
  },
): RunResult {
  const { split, errors, mayConverge } = prepared;
  return { ...run, split, errors, mayConverge, changes, report, isTipValid, untold: [] };
}

function exitCodeOf({ report, errors, isTipValid, mayConverge, untold }: RunResult): ExitCode {
  const counts = countEntries(report?.entries ?? []);
  const undone = counts.failed + counts.notAttempted;
  if (undone > 0) return counts.done + counts.alreadySo > 0 ? exitCodes.partlyApplied : exitCodes.unexpected;
  if (untold.length > 0) return exitCodes.unexpected;
  if (!isTipValid || errors.length > 0) return exitCodes.findings;
  return mayConverge ? exitCodes.done : exitCodes.refused;
}
