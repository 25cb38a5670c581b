import type { GitReader, GitWriter } from "../../ports/git.ts";
import type { NewPullRequest } from "../../ports/github.ts";
import type { RequestOutcome } from "../../report/request/outcome.ts";
import type { GrantFile } from "../../request/grant-document.ts";
import type { RequestText } from "../../request/request-text.ts";
import type { AccessRequest } from "./access-request.ts";
import type { RequestEvent } from "./events.ts";
import type { BranchPoint } from "./branch-point.ts";
import type { RequestedAccess } from "./requested-access.ts";
import { reviewersOf } from "./reviewers.ts";
import type { Verdict } from "./verdict.ts";

/** Opens a pull request for a pushed branch and returns its address. */
export type OpenPullRequest = (request: NewPullRequest) => Promise<string>;

export interface PublishPorts {
  readonly git: GitReader & GitWriter;
  /** Throws a `UsageError` when GitHub is not configured. */
  readonly opener: () => OpenPullRequest;
  readonly onEvent: (event: RequestEvent) => void;
}

/** A request that is ready to propose. */
export interface Proposal {
  readonly requested: RequestedAccess;
  readonly file: GrantFile;
  readonly verdict: Verdict;
  readonly text: RequestText;
}

/** Commits the request on a new branch; pushes it and opens the pull request when the request asks for it. */
export async function publishRequest(
  { requested, file, verdict, text }: Proposal,
  { branchPoint, request }: { readonly branchPoint: BranchPoint; readonly request: AccessRequest },
  { git, opener, onEvent }: PublishPorts,
): Promise<RequestOutcome> {
  // Missing settings for the pull request are reported before anything is written.
  const open = request.open === true ? opener() : null;
  const isPushed = open !== null || request.push === true;
  const { branch, commitMessage: message } = text;
  const remote = isPushed ? await branchPoint.remote() : "origin";
  const commit = await git.commitOnNewBranch({
    parent: branchPoint.commit,
    branch,
    path: `${branchPoint.prefix}${file.path}`,
    text: file.text,
    message,
  });
  onEvent({ kind: "committed", branch, commit, next: isPushed ? null : remote });
  if (!isPushed) return { kind: "done" };
  return pushRequest({ branch, base: branchPoint.branch, remote, requested, verdict, text }, { git, open, onEvent });
}

/** A request whose branch is committed. */
export interface Prepared extends Pick<Proposal, "requested" | "verdict" | "text"> {
  readonly branch: string;
  /** The branch to merge into. */
  readonly base: string;
  readonly remote: string;
}

/** Pushes the branch of a request, and opens its pull request where there is a way to. */
export async function pushRequest(
  { branch, base, remote, requested, verdict, text }: Prepared,
  { git, open, onEvent }: Omit<PublishPorts, "opener"> & { readonly open: OpenPullRequest | null },
): Promise<RequestOutcome> {
  try {
    await git.pushBranch({ remote, branch });
  } catch (problem) {
    onEvent({ kind: "not-published", branch });
    throw problem;
  }
  onEvent({ kind: "pushed", branch, remote, isLast: open === null });
  if (open === null) return { kind: "done" };
  const { title, body, labels } = text;
  const reviewers = reviewersOf(verdict.needs ?? [], requested.requester.github?.id ?? null);
  const url = await open({ branch, base, title, body, labels, ...reviewers });
  onEvent({ kind: "opened", url });
  return { kind: "opened", url };
}
