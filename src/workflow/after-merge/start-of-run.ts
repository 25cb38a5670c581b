import { RefusedError } from "../../diagnostics/user-error.ts";
import type { Instant } from "../../model/instant.ts";
import type { GithubReader, GithubWriter } from "../../ports/github.ts";
import type { JournalSigner } from "../../ports/journal.ts";
import { type Commits, commitsOf } from "../review/change.ts";
import { judgeLine } from "../review/judge-line.ts";
import { checkTip, freezeOn, sinceConverged, type Tip } from "./check-tip.ts";
import { type EarlierRuns, earlierRunsOf } from "./earlier-runs.ts";
import { type MergedChange, mergedChanges } from "./merged-changes.ts";
import type { AfterMergePorts, AfterMergeRequest } from "./ports.ts";
import type { Side, States } from "./prepare.ts";
import { currentSigner, noStart, type TrustedJournal, trustedJournal } from "./trusted-journal.ts";

/** What a run knows before it reads a provider. */
export interface StartOfRun {
  readonly tip: Tip;
  readonly reader: GithubReader;
  readonly writer: Pick<GithubWriter, "upsertComment" | "ownComment">;
  readonly trusted: TrustedJournal;
  readonly earlier: EarlierRuns;
  readonly states: States;
  readonly changes: readonly MergedChange[];
  readonly signing: { readonly signer: JournalSigner } | { readonly refusal: RefusedError };
  /** Why nothing but containment may be written; null: the run may go on. */
  readonly stop: RefusedError | null;
  /** Why no user may gain access, as a sentence; null: the approved gains are applied. */
  readonly holdsGains: string | null;
}

/**
 * Verifies the journal, checks the tip of the branch, and finds the approved state.
 * @throws RefusedError when not even containment may run: the commit is not the tip, or the approved history is unknown
 */
export async function startOf(request: AfterMergeRequest, ports: AfterMergePorts): Promise<StartOfRun> {
  const { at, branch, remote } = request;
  const { workspace, journal, warn, progress } = ports;
  const { git } = workspace;
  const commit = await git.resolveCommit("HEAD");
  const trusted = await trustedJournal(journal, { branch, tip: commit }, git);
  if (trusted === null) throw noStart(branch);
  const { unsigned } = trusted.reading;
  if (unsigned !== null)
    warn(
      `The journal has unsigned records in the lines ${unsigned.from} to ${unsigned.to}: the last run ended early. They are not believed.`,
    );
  const earlier = earlierRunsOf(trusted.reading.believed, branch);
  const { reader, writer } = await ports.connectGithub();
  const tip: Tip = { branch, remote, commit };
  await checkTip(tip, reader);
  const since = await sinceConverged(commit, { earlier, genesis: trusted.origin.genesis }, git);
  const commits = commitsOf(workspace, at, { remote });
  const startTree = await git.treeOf(since.base);
  const judged = await progress("judging the approvals", () =>
    judgeLine({ start: since.base, startTree, line: since.line }, branch, { reader, commits, warn }),
  );
  const signing = trusted.refusal === null ? currentSigner(ports.signer, trusted.keysAsOf(since.base)) : trusted;
  return {
    tip,
    reader,
    writer,
    trusted,
    earlier,
    states: {
      approved: await soundSide(commits, judged.commit),
      tip: await tipSide(commits, commit),
      base: await soundSide(commits, since.base),
    },
    changes: mergedChanges(judged),
    signing: "signer" in signing ? signing : { refusal: signing.refusal ?? noStart(branch) },
    stop: trusted.refusal ?? (await freezeOn(remote, git)) ?? ("refusal" in signing ? signing.refusal : null),
    holdsGains: await withoutJournal(trusted, { at, commits }),
  };
}

/** A first run follows the commit that declares its key within a day. */
const firstRunWithin = 86_400_000;

/**
 * Returns why gains wait where there is no journal although there should be one: a run since the last declared key would have
 * written it. An approved change of `journal.publicKeys` by root owners starts the journal again.
 */
async function withoutJournal(
  { reading, lastDeclared }: TrustedJournal,
  { at, commits }: { readonly at: Instant; readonly commits: Commits },
): Promise<string | null> {
  if (!reading.isMissing) return null;
  const declared = await commits.git.committedAt(lastDeclared);
  return at - declared <= firstRunWithin
    ? null
    : "The journal of the earlier runs is missing, so no user gains access until an approved change of `journal.publicKeys` starts it again.";
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
