import type { Finding } from "../../diagnostics/finding.ts";
import { countFindings } from "../text/findings.ts";
import { summaryText } from "../diff/render-text.ts";
import { approversText } from "./rows/approvals-cell.ts";
import { countPendingStages } from "./approval-section.ts";
import type { CommentInput } from "./comment-input.ts";
import { type ReviewState, reviewStateOf } from "./review-state.ts";
import { counted } from "../../support/counted.ts";
import { datesIn } from "../when.ts";

/** `nothing`: no approval is required beyond the code owner review of GitHub. */
export type Verdict = "blocked" | "waiting" | "approved" | "nothing";

/** The maximum number of approvers, or groups of them, that the sentence about the next step names. */
const namedApprovers = 6;

/**
 * Returns the verdict of a comment. Errors, guards and parts that do not fit block the change. Without evaluated reviews every
 * stage is pending, and what is not known is not approved.
 */
export function verdictOf(input: CommentInput, complete: boolean): Verdict {
  if (!complete) return "blocked";
  const errors = input.report.diff.findings.some(({ severity }) => severity === "error");
  if (errors || input.plan?.guards.some(({ blocked }) => blocked) === true) return "blocked";
  const { isApproved, lines } = reviewStateOf(input.report, input.approvals);
  if (!isApproved) return "waiting";
  const hasStages = lines?.some(({ stages }) => stages.length > 0) === true;
  return hasStages || input.unapproved !== undefined ? "approved" : "nothing";
}

/** Returns the first line of the comment: the verdict, a summary of the change, and the number of planned operations. */
export function verdictLine(input: CommentInput, complete: boolean): string {
  const { report, plan } = input;
  const { errors, guards } = blockersOf(input);
  const why = [
    ...(errors.length === 0 ? [] : [countFindings(errors)]),
    ...(guards === 0 ? [] : [counted(guards, "guard")]),
    ...(complete ? [] : ["the size of the change"]),
  ];
  const head = {
    blocked: `**Blocked** by ${why.join(" and ")}.`,
    waiting: `**Waiting**: ${pendingText(reviewStateOf(report, input.approvals))}.`,
    approved: "**Approved.**",
    nothing: "**Nothing to decide.**",
  }[verdictOf(input, complete)];
  const operations =
    plan === null
      ? "Planned from files only. Okta and Google were not read."
      : operationsText(plan.operations.length, input);
  return `${head} ${summaryText(report)} ${operations}\n`;
}

/** Returns the number of operations of today. Access that starts later is written on its day. */
function operationsText(count: number, { report, timezone }: CommentInput): string {
  const { at } = report.diff;
  const starts = report.access.flatMap(({ change: { kind, from } }) =>
    kind !== "lose" && from !== null && Date.parse(from) > Date.parse(at) ? [from] : [],
  );
  const first = starts.sort((left, right) => Date.parse(left) - Date.parse(right))[0];
  if (first === undefined) return `${counted(count, "operation")} planned.`;
  const when = datesIn(timezone, at).short(first, "from");
  return count === 0
    ? `The operations start on ${when}.`
    : `${counted(count, "operation")} planned, and more from ${when}.`;
}

/** Returns the second line of the comment, as Markdown: the next step and who takes it. */
export function nextStepLine(input: CommentInput, complete: boolean): string {
  return `\n**Next:** ${nextStep(input, complete)}\n`;
}

function nextStep(input: CommentInput, complete: boolean): string {
  switch (verdictOf(input, complete)) {
    case "blocked": {
      const { errors, guards } = blockersOf(input);
      const steps = [
        ...(errors.length === 0 ? [] : ["fixes the errors"]),
        ...(guards === 0 ? [] : ["resolves the blocking guards"]),
        ...(complete ? [] : ["splits the pull request"]),
      ];
      return `the author ${steps.join(", ")} and pushes again.`;
    }
    case "waiting":
      return approvalStep(reviewStateOf(input.report, input.approvals));
    case "approved":
      return "a person with write access merges the pull request.";
    case "nothing":
      return "Rolecall requires no approval. After the review that GitHub requires of a code owner, a person with write access merges the pull request.";
  }
}

function approvalStep({ lines, remarks }: ReviewState): string {
  const pending = (lines ?? []).flatMap(({ stages, comment }) =>
    stages.filter(({ servedBy }) => servedBy === null).map(({ approvers }) => ({ approvers, comment })),
  );
  if (pending.length === 0)
    return remarks.length > 0
      ? "an operator resolves the problem under Reviews and approvers, because no review counts until then."
      : "an operator runs the check again, because the required approvals are not known.";
  const waiting = new Map<string, number>();
  for (const { approvers } of pending)
    if (approvers.length > 0) {
      const text = approversText(approvers, namedApprovers);
      waiting.set(text, (waiting.get(text) ?? 0) + 1);
    }
  if (waiting.size === 0) return "an owner of the policy names eligible approvers, because there are none.";
  const shown = [...waiting]
    .slice(0, namedApprovers)
    .map(([text, count]) => (waiting.size === 1 ? text : `${text} (${counted(count, "approval")})`));
  const rest = waiting.size > shown.length ? ` and others (${waiting.size - shown.length} more)` : "";
  const withComment = pending.filter(({ comment }) => comment).length;
  const how =
    withComment === 0
      ? "submit an approving review"
      : withComment === pending.length
        ? "submit an approving review with a comment"
        : "submit an approving review with a comment (some of the approvals require one)";
  return `to approve, ${how}. Waiting for: ${shown.join(", ")}${rest}.`;
}

function blockersOf({ report, plan }: CommentInput): { readonly errors: readonly Finding[]; readonly guards: number } {
  return {
    errors: report.diff.findings.filter(({ severity }) => severity === "error"),
    guards: plan?.guards.filter(({ blocked }) => blocked).length ?? 0,
  };
}

function pendingText({ lines, remarks }: ReviewState): string {
  if (lines === null) return "the required approvals are not known";
  const pending = countPendingStages(lines);
  return pending === 0 && remarks.length > 0
    ? "the reviews cannot be evaluated"
    : `${counted(pending, "approval")} pending`;
}
