import { UsageError } from "../../diagnostics/user-error.ts";
import type { GithubReader, GithubWriter } from "../../ports/github.ts";
import type { JournalStore } from "../../ports/journal.ts";
import { commentMarker } from "../../report/comment/comment-head.ts";
import type { Commits } from "./change.ts";
import { earnedFor } from "./earned-for.ts";
import { type CommentRequest, type Description, describe } from "./describe.ts";
import { judgePullRequest, type PullRequestRequest } from "./pull-request.ts";

export interface CommentPorts {
  readonly commits: Commits;
  /** Writes the job summary: the same verdict with more details. */
  readonly summarize: (markdown: string) => void;
}

export interface Commented {
  readonly kind: Description["kind"];
  /** The verdict as one line. */
  readonly title: string;
}

/**
 * Publishes the effect of a pull request: one comment, updated in place, and one check. For a fork, whose token cannot
 * write, only the job summary gets the verdict.
 */
export async function commentOnPullRequest(
  request: CommentRequest & PullRequestRequest,
  ports: CommentPorts & {
    readonly reader: GithubReader;
    readonly journal: Pick<JournalStore, "verified">;
    readonly writer: Pick<GithubWriter, "upsertComment" | "publishCheck">;
    readonly warn: (text: string) => void;
  },
): Promise<Commented> {
  const judged = await judgePullRequest(request, ports);
  const { pullRequest, commit } = judged;
  const description = await describe(judged, request, ports.commits);
  ports.summarize(description.summary);
  if (pullRequest.isFork) ports.warn("The pull request comes from a fork, so its verdict is only in the job summary.");
  else {
    // After the merge, the comment keeps what people reviewed. Only its verdict changes, by the run that applies the merge.
    if (pullRequest.state !== "merged")
      await ports.writer.upsertComment(pullRequest.number, commentMarker, description.comment);
    await ports.writer.publishCheck(earnedFor(pullRequest, { ...description.check, commit }));
  }
  return { kind: description.kind, title: description.check.title };
}

/**
 * Writes the effect of a change to the job summary, without GitHub.
 * @throws UsageError when the request does not name a base
 */
export async function describeChange(
  request: CommentRequest & Pick<PullRequestRequest, "base" | "head">,
  { commits, summarize }: CommentPorts,
): Promise<Commented> {
  if (request.base === undefined)
    throw new UsageError(
      "the base is unknown without GITHUB_TOKEN. Name it with --base, for example --base origin/main.",
    );
  const { git } = commits;
  const base = await git.resolveCommit(request.base);
  const head = await git.resolveCommit(request.head ?? "HEAD");
  const merged = await git.mergedCommit({ base, head });
  const change = merged === null ? null : await commits.between(base, merged);
  const mergeDigest = change?.diffed?.report.diff.digest ?? null;
  const unapproved = { branch: request.base, commits: [] };
  const judged = { change, verdict: null, commit: head, unapproved, mergeDigest };
  const description = await describe(judged, request, commits);
  summarize(description.summary);
  return { kind: description.kind, title: description.check.title };
}
