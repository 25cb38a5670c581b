import { OperationalError, UsageError } from "../../diagnostics/user-error.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import type { GitReader } from "../../ports/git.ts";
import type { JournalStore } from "../../ports/journal.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { forTerminal } from "../../report/escape.ts";
import type { Checked } from "../check.ts";
import { checkWorkspace } from "../read-tree.ts";
import { type AppliedState, appliedState } from "./applied.ts";
import { type DefaultLine, readDefaultLine } from "./default-line.ts";
import type { GrantHistory } from "./grant-starts.ts";
import { inForceAt, type MergedCommit, mergedLine } from "./merged-line.ts";

/** Which files answer a question: those in force at an instant, those of a commit, or those of the folder. */
export interface FilesRequest {
  readonly at: Instant;
  readonly now: Instant;
  /** A revision, or the instant at which a commit was in force; null: decided by `at`. */
  readonly commit: string | { readonly inForceAt: Instant } | null;
}

export interface FilesPorts {
  readonly workspace: Workspace;
  readonly journal: Pick<JournalStore, "verified">;
}

/** The commit of the default branch that was in force, and what the journal has about it. */
export interface CommitInForce extends MergedCommit {
  readonly applied: AppliedState;
}

/** The files that answer a question. */
export interface AnswerFiles {
  readonly checked: Checked;
  /** The commit of the files; null: the folder. */
  readonly commit: string | null;
  /** Null: the commit was not looked up by an instant. */
  readonly inForce: CommitInForce | null;
  /** Where the grants were merged; null: this clone does not have the history. */
  readonly history: GrantHistory | null;
}

const remote = "origin";

/**
 * Reads the files that answer a question. A question about the past is answered by the commit of the default branch that was
 * in force then; a question about now or the future by the folder.
 * @throws UsageError for an instant before the first commit
 * @throws OperationalError where the history is not available: unknown is not empty
 */
export async function answerFiles({ at, now, commit }: FilesRequest, ports: FilesPorts): Promise<AnswerFiles> {
  const { workspace } = ports;
  const { git } = workspace;
  if (typeof commit === "string") {
    const resolved = await git.resolveCommit(commit);
    const line = (await git.isShallow()) ? null : mergedLine(await git.firstParents(resolved));
    return {
      checked: await checkWorkspace(workspace, at, resolved),
      commit: resolved,
      inForce: null,
      history: line === null ? null : { tip: resolved, line },
    };
  }
  const asked = commit?.inForceAt ?? (at < now ? at : null);
  if (asked === null)
    return { checked: await checkWorkspace(workspace, at), commit: null, inForce: null, history: await known(git) };
  if ((await git.prefix()) === null)
    throw new OperationalError(
      `${forTerminal(workspace.name)} is not in a git repository, so its files as of ${formatInstant(asked)} are unknown: name a folder of a clone with --root, or ask without a past instant`,
    );
  const line = await readDefaultLine(git, remote);
  const found = await commitAt(asked, line, git);
  return {
    checked: await checkWorkspace(workspace, at, found.commit),
    commit: found.commit,
    inForce: { ...found, applied: await appliedState({ ...found, at: asked }, line, { git, journal: ports.journal }) },
    history: { tip: found.commit, line: line.line },
  };
}

/**
 * Returns the commit of the default branch that was in force at an instant.
 * @throws UsageError for an instant before the first commit
 * @throws OperationalError where the history is not available
 */
export async function commitInForce(at: Instant, git: GitReader): Promise<string> {
  return (await commitAt(at, await readDefaultLine(git, remote), git)).commit;
}

/** Returns the commit that was in force. @throws UsageError with the first possible instant */
async function commitAt(at: Instant, { tip, line }: DefaultLine, git: GitReader): Promise<MergedCommit> {
  const [first] = await git.fileVersions({ path: "access/rolecall.yaml", tip, last: null });
  const begin = line.find(({ commit }) => commit === first?.commit);
  if (begin === undefined)
    throw new OperationalError("the history of the default branch does not have access/rolecall.yaml");
  const found = inForceAt(line, at);
  if (found !== undefined && at >= begin.mergedAt) return found;
  throw new UsageError(
    `${formatInstant(at)} is before the first commit with access/rolecall.yaml: expected ${formatInstant(begin.mergedAt)} or later`,
  );
}

/** Returns the history of the default branch for grants of the folder; null: this clone does not have it. */
async function known(git: GitReader): Promise<GrantHistory | null> {
  if ((await git.prefix()) === null || (await git.isShallow())) return null;
  const branch = await git.currentBranch();
  // A branch without a commit has no history.
  if (branch !== undefined && !(await git.hasBranch(branch))) return null;
  return readDefaultLine(git, remote);
}
