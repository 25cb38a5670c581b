import type { CheckResult, GithubWriter } from "../../ports/github.ts";
import {
  approvalsTitle,
  type PullRequestApprovals,
  renderPullRequestApprovalsMarkdown,
} from "../../report/approvals/pull-request.ts";
import { truncateSummary } from "../../report/github/check-summary.ts";
import { unapprovedMarkdown } from "../../report/approvals/unapproved.ts";
import type { JudgedPullRequest } from "./pull-request.ts";

/** The name of the check to require. Every review updates it. */
export const approvalsCheck = "rolecall/approvals";

/** Returns the approvals of a judged pull request. */
export function approvalsOf({ verdict, change }: JudgedPullRequest): PullRequestApprovals {
  if (verdict !== null) return { kind: "judged", verdict };
  if (change === null) return { kind: "conflict" };
  return { kind: "files-have-errors", findings: change.checked.head.findings };
}

/** Publishes the approvals as a check on the pull request. */
export function publishApprovals(
  judged: JudgedPullRequest,
  writer: Pick<GithubWriter, "publishCheck">,
): Promise<unknown> {
  return writer.publishCheck(checkOf(judged));
}

function checkOf(judged: JudgedPullRequest): CheckResult {
  const { verdict, commit } = judged;
  const approvals = approvalsOf(judged);
  const isApproved = verdict?.approved === true;
  const digest = verdict === null ? "" : `\nDigest: \`${verdict.digest}\`\n`;
  const { head, items } = unapprovedMarkdown(judged.unapproved);
  const unapproved = items.length === 0 ? "" : `${head}${items.join("")}`;
  return {
    name: approvalsCheck,
    commit,
    conclusion: isApproved ? "success" : verdict === null ? "failure" : "action_required",
    title: approvalsTitle(approvals),
    summary: truncateSummary(`${renderPullRequestApprovalsMarkdown(approvals)}${unapproved}${digest}`),
    annotations: [],
  };
}
