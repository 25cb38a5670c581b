import { renderPullRequestApprovals, renderPullRequestApprovalsMarkdown } from "../../report/approvals/pull-request.ts";
import { renderUnapproved, unapprovedMarkdown } from "../../report/approvals/unapproved.ts";
import { approvalsOf, publishApprovals, sharedCommitText } from "../../workflow/review/approvals.ts";
import { type JudgedPullRequest, judgePullRequest } from "../../workflow/review/pull-request.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { formatOf, printJson } from "../inputs.ts";
import { type PullRequestOptions, pullRequestRequest, reviewSources } from "../pull-request-options.ts";
import { warningOf } from "../warning.ts";
import { connectGithub } from "../wiring/github.ts";

export interface ApprovalsOptions extends PullRequestOptions {
  readonly format: string;
  readonly json?: boolean;
  readonly publish?: boolean;
}

/**
 * `rolecall approvals`: shows who must approve a pull request, and who approved it. Returns 0 when it is approved, 4 while an
 * approval is pending or for a pull request into another branch than the protected one, 3 when its files have errors.
 * `--publish` also publishes the result as a check on the pull request.
 */
export async function approvals(options: ApprovalsOptions, environment: CliEnvironment): Promise<ExitCode> {
  const { reader, writer } = await connectGithub(environment);
  const sources = { reader, ...reviewSources(options, environment), warn: warningOf(environment) };
  const judged = await judgePullRequest(pullRequestRequest(options), sources);
  environment.out(rendered(judged, formatOf(options)));
  const others = options.publish === true ? await publishApprovals(judged, { reader, writer }) : [];
  if (others.length > 0) {
    environment.err(`${sharedCommitText(judged, others)}\n`);
    return exitCodes.refused;
  }
  if (judged.verdict !== null) return judged.verdict.approved ? exitCodes.done : exitCodes.refused;
  return judged.change === null ? exitCodes.refused : exitCodes.findings;
}

function rendered(judged: JudgedPullRequest, format: string): string {
  if (format === "json") return printJson(approvalsJson(judged));
  const approved = approvalsOf(judged);
  const { unapproved } = judged;
  if (format === "markdown") {
    const { head, items } = unapprovedMarkdown(unapproved);
    return `${renderPullRequestApprovalsMarkdown(approved)}${items.length === 0 ? "" : `${head}${items.join("")}`}`;
  }
  return `${renderPullRequestApprovals(approved)}${renderUnapproved(unapproved)}`;
}

function approvalsJson({ verdict, change, pullRequest, unapproved }: JudgedPullRequest) {
  return {
    version: 1,
    pullRequest: pullRequest.number,
    base: change?.base ?? null,
    head: change?.head ?? null,
    approved: verdict?.approved ?? false,
    digest: verdict?.digest ?? null,
    needs: verdict?.needs ?? [],
    refused: verdict?.refused ?? [],
    problems: verdict?.problems ?? [],
    unapproved: unapproved.commits,
  };
}
