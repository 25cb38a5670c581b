import type { GitReader, GitWriter } from "../../ports/git.ts";
import type { NewPullRequest } from "../../ports/github.ts";
import type { RequestOutcome } from "../../report/request/outcome.ts";
import type { GrantFile } from "../../request/grant-document.ts";
import type { RequestText } from "../../request/request-text.ts";
import type { AccessRequest } from "./access-request.ts";
import type { RequestEvent } from "./events.ts";
import type { Ground } from "./ground.ts";
import type { RequestedAccess } from "./requested-access.ts";
import { reviewersOf } from "./reviewers.ts";
import type { Verdict } from "./verdict.ts";

/** Opens the pull request of a branch that was pushed, and returns its address. */
export type OpenPullRequest = (request: NewPullRequest) => Promise<string>;

export interface PublishPorts {
  readonly git: GitReader & GitWriter;
  /** Throws a `UsageError` where GitHub cannot be asked. */
  readonly opener: () => OpenPullRequest;
  readonly onEvent: (event: RequestEvent) => void;
}

/** A request that may be proposed. */
export interface Proposal {
  readonly requested: RequestedAccess;
  readonly file: GrantFile;
  readonly verdict: Verdict;
  readonly text: RequestText;
}

/** Commits the request on a branch of its own; pushes it and opens the pull request where that is wanted. */
export async function publishRequest(
  { requested, file, verdict, text }: Proposal,
  { ground, request }: { readonly ground: Ground; readonly request: AccessRequest },
  { git, opener, onEvent }: PublishPorts,
): Promise<RequestOutcome> {
  // What opening needs is looked up before anything is written.
  const open = request.open === true ? opener() : null;
  const isPushed = open !== null || request.push === true;
  const { branch, commitMessage: message } = text;
  const remote = isPushed ? await ground.remote() : "origin";
  const commit = await git.commitOnNewBranch({
    parent: ground.commit,
    branch,
    path: `${ground.prefix}${file.path}`,
    text: file.text,
    message,
  });
  onEvent({ kind: "committed", branch, commit, next: isPushed ? null : remote });
  if (!isPushed) return { kind: "done" };
  await git.pushBranch({ remote, branch });
  onEvent({ kind: "pushed", branch, remote, isLast: open === null });
  if (open === null) return { kind: "done" };
  const { title, body, labels } = text;
  const reviewers = reviewersOf(verdict.needs ?? [], requested.requester.github?.id ?? null);
  const url = await open({ branch, base: ground.branch, title, body, labels, ...reviewers });
  onEvent({ kind: "opened", url });
  return { kind: "opened", url };
}
