import type { CheckResult, GithubReader, GithubWriter } from "../../ports/github.ts";
import {
  approvalsTitle,
  type PullRequestApprovals,
  renderPullRequestApprovalsMarkdown,
} from "../../report/approvals/pull-request.ts";
import { truncateSummary } from "../../report/github/check-summary.ts";
import { unapprovedMarkdown } from "../../report/approvals/unapproved.ts";
import { earnedFor } from "./earned-for.ts";
import type { JudgedPullRequest } from "./pull-request.ts";

/** The name of the check to require. Every review updates it. */
export const approvalsCheck = "rolecall/approvals";

/** Returns the approvals of a judged pull request. */
export function approvalsOf({ verdict, change }: JudgedPullRequest): PullRequestApprovals {
  if (verdict !== null) return { kind: "judged", verdict };
  if (change === null) return { kind: "conflict" };
  return { kind: "files-have-errors", findings: change.checked.head.findings };
}

/**
 * Publishes the approvals as a check on the pull request. GitHub counts the check for every pull request with this commit, so
 * while another open one has it, the check reports no approval (docs/decisions/0018). Returns the numbers of the others.
 */
export async function publishApprovals(
  judged: JudgedPullRequest,
  { reader, writer }: { readonly reader: Pick<GithubReader, "openPullRequestsAt">; readonly writer: CheckWriter },
): Promise<readonly number[]> {
  const { pullRequest, commit } = judged;
  // Read last, so that the time in which another pull request can appear is short. The queue has one commit for each.
  const open = commit === pullRequest.head.commit ? await reader.openPullRequestsAt(commit) : [];
  const others = open.filter((number) => number !== pullRequest.number);
  await writer.publishCheck(earnedFor(pullRequest, checkOf(judged, others)));
  return others;
}

type CheckWriter = Pick<GithubWriter, "publishCheck">;

/** Returns the reason why the approvals of a commit with several pull requests are not published as one check. */
export function sharedCommitText({ pullRequest: { number } }: JudgedPullRequest, others: readonly number[]): string {
  const numbers = [number, ...others].map((one) => `#${one}`).join(", ");
  return `Not decided: the pull requests ${numbers} have the same head commit, and GitHub counts this check for all of them. Close all but one, then run the workflow again.`;
}

function checkOf(judged: JudgedPullRequest, others: readonly number[]): CheckResult {
  const { verdict, commit } = judged;
  const approvals = approvalsOf(judged);
  const isShared = others.length > 0;
  const isApproved = verdict?.approved === true && !isShared;
  const shared = isShared ? `**${sharedCommitText(judged, others)}**\n\n` : "";
  const digest = verdict === null ? "" : `\nDigest: \`${verdict.digest}\`\n`;
  const { head, items } = unapprovedMarkdown(judged.unapproved);
  const unapproved = items.length === 0 ? "" : `${head}${items.join("")}`;
  return {
    name: approvalsCheck,
    commit,
    conclusion: isApproved ? "success" : verdict === null ? "failure" : "action_required",
    title: isShared ? sharedCommitText(judged, others) : approvalsTitle(approvals),
    summary: truncateSummary(`${shared}${renderPullRequestApprovalsMarkdown(approvals)}${unapproved}${digest}`),
    annotations: [],
  };
}
