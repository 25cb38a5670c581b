import { verdictLine } from "../../report/approvals/rows.ts";
import { renderApprovalsMarkdown } from "../../report/approvals/markdown.ts";
import { renderApprovals } from "../../report/approvals/text.ts";
import { renderFindingsMarkdown } from "../../report/markdown/findings.ts";
import { renderFindings } from "../../report/text/findings.ts";
import type { CheckResult } from "../../ports/github.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { formatOf, instantOf, printJson } from "../inputs.ts";
import { forTerminal } from "../../report/escape.ts";
import { commitsOf } from "../../workflow/review/change.ts";
import { fittedSummary } from "../../workflow/review/check-summary.ts";
import { connectGithub } from "../../workflow/review/connect-github.ts";
import {
  type JudgedPullRequest,
  judgePullRequest,
  type PullRequestOptions,
} from "../../workflow/review/pull-request.ts";

export interface ApprovalsOptions extends PullRequestOptions {
  readonly at?: string;
  readonly format: string;
  readonly json?: boolean;
  readonly publish?: boolean;
}

/** The check to require: a review changes it, whichever workflow ran before. */
export const approvalsCheck = "rolecall/approvals";

/**
 * `rolecall approvals`: who has to approve a pull request, and who did. Ends with 0 when it is approved, 4 while somebody has
 * to approve yet, 3 where its files have errors. With `--publish` a check says the same on the pull request.
 */
export async function approvals(options: ApprovalsOptions, environment: CliEnvironment): Promise<ExitCode> {
  const github = await connectGithub(environment);
  const commits = commitsOf(options.root, instantOf(options, environment), { remote: "origin", environment });
  const warn = (text: string): void => environment.err(`${forTerminal(text)}\n`);
  const judged = await judgePullRequest(options, { reader: github.reader, commits, warn }, environment);
  environment.out(rendered(judged, formatOf(options)));
  if (options.publish === true) await github.writer.publishCheck(approvalsCheckOf(judged));
  if (judged.verdict !== null) return judged.verdict.approved ? exitCodes.done : exitCodes.refused;
  return judged.change === null ? exitCodes.refused : exitCodes.findings;
}

const conflictText = "Not approved: the change is in conflict with its base branch. Merge or rebase it first.";
const errorsText = "Not approved: the files have errors, so what the change means cannot be said.";

function rendered(judged: JudgedPullRequest, format: string): string {
  const { verdict, change, pullRequest } = judged;
  if (format === "json")
    return printJson({
      version: 1,
      pullRequest: pullRequest.number,
      base: change?.base ?? null,
      head: change?.head ?? null,
      approved: verdict?.approved ?? false,
      digest: verdict?.digest ?? null,
      needs: verdict?.needs ?? [],
      refused: verdict?.refused ?? [],
      problems: verdict?.problems ?? [],
    });
  if (format === "markdown") return markdownOf(judged);
  if (verdict !== null) return renderApprovals(verdict);
  return change === null ? `${conflictText}\n` : `${errorsText}\n${renderFindings(change.checked.head.findings)}`;
}

function markdownOf({ verdict, change }: JudgedPullRequest): string {
  if (verdict !== null) return renderApprovalsMarkdown(verdict);
  return change === null
    ? `**${conflictText}**\n`
    : `**${errorsText}**\n\n${renderFindingsMarkdown(change.checked.head.findings)}`;
}

function approvalsCheckOf(judged: JudgedPullRequest): CheckResult {
  const { verdict, change, commit } = judged;
  const isApproved = verdict?.approved === true;
  const digest = verdict === null ? "" : `\nDigest: \`${verdict.digest}\`\n`;
  return {
    name: approvalsCheck,
    commit,
    conclusion: isApproved ? "success" : verdict === null ? "failure" : "action_required",
    title: verdict !== null ? verdictLine(verdict) : change === null ? conflictText : errorsText,
    summary: fittedSummary(`${markdownOf(judged)}${digest}`),
    annotations: [],
  };
}
