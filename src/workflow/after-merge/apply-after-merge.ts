import type { ApplyReport } from "../../apply/apply-report.ts";
import { RefusedError } from "../../diagnostics/user-error.ts";
import type { Instant } from "../../model/instant.ts";
import type { Connect } from "../../ports/connection.ts";
import type { GithubReader, GithubWriter } from "../../ports/github.ts";
import type { JournalSigner, JournalStore } from "../../ports/journal.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Workspace } from "../../ports/workspace.ts";
import type { RunResult } from "../../report/after-merge/run-result.ts";
import { carryOutRun, type RunPorts } from "../carry-out.ts";
import { doneWithinDay } from "../done-within-day.ts";
import { undoneAfter } from "../undone-after.ts";
import { observingProviders } from "../observe.ts";
import { type Commits, commitsOf } from "../review/change.ts";
import { judgeLine } from "../review/judge-line.ts";
import { checkTip, sinceConverged, type Tip } from "./check-tip.ts";
import { earlierRunsOf } from "./earlier-runs.ts";
import { type MergedChange, mergedChanges } from "./merged-changes.ts";
import { metSide, type Prepared, prepareRun, type Side } from "./prepare.ts";
import { type RecordedRun, recordAfter, recordsBefore } from "./records.ts";
import { checkSigner, noStart, trustedJournal } from "./trusted-journal.ts";
import { reportToPullRequests } from "./report-to-pull-requests.ts";

export interface AfterMergeRequest {
  readonly at: Instant;
  /** The protected branch whose tip is applied. */
  readonly branch: string;
  readonly remote: string;
}

export interface AfterMergePorts extends RunPorts {
  readonly workspace: Workspace;
  readonly journal: JournalStore;
  /** Signs the journal; null: no private key is set. */
  readonly signer: JournalSigner | null;
  readonly connectGithub: () => Promise<{
    readonly reader: GithubReader;
    readonly writer: Pick<GithubWriter, "upsertComment">;
  }>;
  readonly connect: Connect;
  readonly progress: Progress;
  readonly newRun: () => string;
  /** Receives failures that do not stop the run. */
  readonly warn: (text: string) => void;
}

/**
 * Applies the approved changes at the tip of the protected branch without a person (engine.md 7).
 * @throws RefusedError when the run must not start: nothing was written
 */
export async function applyAfterMerge(request: AfterMergeRequest, ports: AfterMergePorts): Promise<RunResult> {
  const { at, branch, remote } = request;
  const { workspace, journal, warn } = ports;
  const { git } = workspace;
  const commit = await git.resolveCommit("HEAD");
  const trusted = await trustedJournal(journal, { branch, tip: commit }, git);
  if (trusted === null) throw noStart(branch);
  const { reading, origin, keysAsOf, refusal } = trusted;
  if (refusal !== null) throw refusal;
  const { unsigned } = reading;
  if (unsigned !== null)
    warn(
      `The journal has unsigned records in the lines ${unsigned.from} to ${unsigned.to}: the last run ended early. They are not believed.`,
    );
  const earlier = earlierRunsOf(reading.believed, branch);
  const { reader, writer } = await ports.connectGithub();
  const tipOfBranch: Tip = { branch, remote, commit };
  await checkTip(tipOfBranch, { reader, git });
  const since = await sinceConverged(commit, { earlier, genesis: origin.genesis }, git);
  const signer = checkSigner(ports.signer, keysAsOf(since.base));

  const commits = commitsOf(workspace, at, { remote });
  const startTree = await git.treeOf(since.base);
  const judged = await judgeLine({ start: since.base, startTree, line: since.line }, branch, { reader, commits, warn });
  const changes = mergedChanges(judged);
  const states = {
    approved: await soundSide(commits, judged.commit),
    tip: await tipSide(commits, commit),
    base: await soundSide(commits, since.base),
  };
  const isTipValid = states.tip !== null;
  // Only the approved state decides which systems a credential is sent to.
  const { model } = metSide(states);
  const { observations, unread, connections } = await observingProviders(ports)(model);
  const prepared = prepareRun({
    ...states,
    unapproved: changes.flatMap(({ unapproved }) => unapproved ?? []),
    observations,
    unread,
    alreadyRemoved: doneWithinDay(reading.believed, at),
    since: earlier.converged?.instant ?? null,
  });
  // Since the first check, the branch may have moved, or runs may have been frozen.
  await checkTip(tipOfBranch, { reader, git });
  const run = { run: ports.newRun(), branch, commit, approved: judged.commit, base: since.base };
  const recorded: RecordedRun = { ...run, at, changes, prepared };
  const { report, unsettled } = await carryOutRun(
    {
      run: run.run,
      plan: prepared.split.plan,
      connections,
      signing: { signer, origin },
      before: (now) => recordsBefore(recorded, now),
      after: (now, done) => recordAfter(recorded, done, now),
    },
    ports,
  );
  const result = resultOf(run, { prepared, changes, report, isTipValid });
  const unreported = [
    ...changes.flatMap(({ unread }) => unread ?? []),
    ...unsettled,
    ...(await reportToPullRequests(result, writer)),
  ];
  for (const text of unreported) warn(text);
  return { ...result, unreported };
}

/** Returns the files of a commit that was applied before. @throws RefusedError when they have errors now */
export async function soundSide(commits: Pick<Commits, "checked">, commit: string): Promise<Side> {
  const checked = await commits.checked(commit);
  if (checked.resolved === null)
    throw new RefusedError(
      "unattended/base-invalid",
      `The files of ${commit}, which was applied last, have errors, so the changes since are unknown.`,
      "Run the version of Rolecall that applied the commit, and correct the files with it first.",
    );
  return { commit, checked };
}

/** Returns the files of the tip; null: they have errors. */
async function tipSide(commits: Pick<Commits, "checked">, commit: string): Promise<Side | null> {
  const checked = await commits.checked(commit);
  const isValid =
    checked.resolved !== null && checked.findings.every(({ code }) => code !== "schema/not-supported-yet");
  return isValid ? { commit, checked } : null;
}

function resultOf(
  run: Pick<RunResult, "run" | "branch" | "commit" | "approved" | "base">,
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
  const { split, errors, takesNothing, mayConverge } = prepared;
  const { plan } = prepared;
  const undone = undoneAfter(plan, report);
  const notes = plan.guards.filter(({ blocked }) => !blocked);
  const rest = { undone, notes, unmanaged: plan.unmanaged, unreported: [] };
  return { ...run, split, errors, takesNothing, mayConverge, changes, report, isTipValid, ...rest };
}
