import { UsageError } from "../diagnostics/user-error.ts";
import type { GitReader, GitWriter } from "../ports/git.ts";
import type { UnapprovedCommits } from "../report/approvals/unapproved.ts";
import { ratifyText } from "../report/approvals/ratify-text.ts";
import { type ApprovedBaseSources, approvedBase, unapprovedIn } from "./review/approved-base.ts";
import type { OpenPullRequest } from "./request/publish.ts";

export interface RatifyRequest {
  /** The protected branch; absent: the default branch of the remote. */
  readonly branch?: string;
  readonly remote: string;
  /** True: only list the commits. */
  readonly dryRun: boolean;
}

export interface RatifyPorts extends ApprovedBaseSources {
  readonly git: GitReader & GitWriter;
  /** Throws a `UsageError` when GitHub is not configured. */
  readonly opener: () => OpenPullRequest;
}

export interface Ratified {
  /** The commits that are not approved; empty: there is nothing to ratify. */
  readonly unapproved: UnapprovedCommits;
  /** The address of the pull request; null: none was opened. */
  readonly url: string | null;
}

/**
 * Opens a pull request without a change of files, so that the commits on the protected branch that are not approved can be
 * approved: the approvals of a pull request cover everything since the approved state (engine.md 6).
 * @throws UsageError where the default branch is not known; OperationalError when GitHub or git fails
 */
export async function ratify(request: RatifyRequest, ports: RatifyPorts): Promise<Ratified> {
  const { git, reader } = ports;
  const { remote } = request;
  const branch = request.branch ?? (await git.remoteDefaultBranch(remote));
  if (branch === undefined)
    throw new UsageError(`the default branch of ${remote} is not known to this clone. Name the branch with --branch.`);
  const { commit: tip } = await reader.branch(branch);
  await git.fetchCommit({ commit: tip, remote });
  const approved = await approvedBase({ base: await git.resolveCommit(tip), branch }, ports);
  const unapproved = { branch, commits: unapprovedIn(approved) };
  if (unapproved.commits.length === 0 || request.dryRun) return { unapproved, url: null };
  // Missing settings for the pull request are reported before anything is written.
  const open = ports.opener();
  const { title, body, message } = ratifyText(unapproved);
  const proposal = `rolecall-ratify-${tip.slice(0, 12)}`;
  await git.emptyCommitOnNewBranch({ parent: tip, branch: proposal, message });
  await git.pushBranch({ remote, branch: proposal });
  const url = await open({
    branch: proposal,
    base: branch,
    title,
    body,
    labels: [],
    reviewers: [],
    teamReviewers: [],
  });
  return { unapproved, url };
}
