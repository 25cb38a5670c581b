import { UsageError } from "../diagnostics/user-error.ts";
import type { JournalStore } from "../ports/journal.ts";
import { commitsOf, type Commits } from "../workflow/review/change.ts";
import type { PullRequestRequest } from "../workflow/review/pull-request.ts";
import type { CliEnvironment } from "./environment.ts";
import { instantOf } from "./inputs.ts";
import { trackedJournal } from "./wiring/run.ts";
import { workspaceOf } from "./wiring/workspace.ts";

/** Options of the commands that judge a pull request. */
export interface PullRequestOptions {
  readonly root: string;
  readonly at?: string;
  readonly pullRequest: string;
  /** The protected branch. Default: main. */
  readonly branch?: string;
  /** The commit to merge into, and the result of the merge: a merge queue names both. */
  readonly base?: string;
  readonly head?: string;
}

/** Returns the request that the options describe. @throws UsageError for a text that is not a number */
export function pullRequestRequest({
  pullRequest,
  branch = "main",
  base,
  head,
}: PullRequestOptions): PullRequestRequest {
  if (!/^[1-9]\d{0,9}$/.test(pullRequest))
    throw new UsageError(`--pull-request ${pullRequest}: expected the number of a pull request`);
  return {
    number: Number(pullRequest),
    branch,
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
  };
}

/** Returns the commits of the repository of `--root`, judged at `--at`, and the journal of its runs. */
export function reviewSources(
  options: Pick<PullRequestOptions, "root" | "at">,
  environment: CliEnvironment,
): { readonly commits: Commits; readonly journal: Pick<JournalStore, "verified"> } {
  const workspace = workspaceOf(options.root, environment);
  const remote = "origin";
  return {
    commits: commitsOf(workspace, instantOf(options, environment), { remote }),
    journal: trackedJournal(workspace.git, remote),
  };
}
