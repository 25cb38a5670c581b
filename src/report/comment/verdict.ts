import { countFindings } from "../text/findings.ts";
import { summaryText } from "../diff/render-text.ts";
import { countPendingStages } from "./approval-section.ts";
import type { CommentInput } from "./comment-input.ts";
import { type ReviewState, reviewStateOf } from "./review-state.ts";
import { counted } from "../../support/counted.ts";

export type Verdict = "ready" | "needs-approval" | "blocked";

/**
 * Returns the verdict of a comment. Errors, guards and parts that do not fit block the change. Without evaluated reviews every
 * stage is pending, and what is not known is not ready.
 */
export function verdictOf(input: CommentInput, complete: boolean): Verdict {
  if (!complete) return "blocked";
  const errors = input.report.diff.findings.some(({ severity }) => severity === "error");
  if (errors || input.plan?.guards.some(({ blocked }) => blocked) === true) return "blocked";
  return reviewStateOf(input.report, input.approvals).isApproved ? "ready" : "needs-approval";
}

/** Returns the first line of the comment: the verdict, a summary of the change, and the number of planned operations. */
export function verdictLine(input: CommentInput, complete: boolean): string {
  const { report, plan } = input;
  const errors = report.diff.findings.filter(({ severity }) => severity === "error");
  const blocked = plan?.guards.filter((guard) => guard.blocked) ?? [];
  const why = [
    ...(errors.length === 0 ? [] : [countFindings(errors)]),
    ...(blocked.length === 0 ? [] : [counted(blocked.length, "guard")]),
    ...(complete ? [] : ["the size of the change"]),
  ];
  const head = {
    ready: "**Ready.**",
    "needs-approval": `**Needs approval**: ${pendingText(reviewStateOf(report, input.approvals))}.`,
    blocked: `**Blocked** by ${why.join(" and ")}.`,
  }[verdictOf(input, complete)];
  const operations =
    plan === null
      ? "Planned from files only. Okta and Google were not read."
      : `${counted(plan.operations.length, "operation")} planned.`;
  return `${head} ${summaryText(report)} ${operations}\n`;
}

function pendingText({ lines, remarks }: ReviewState): string {
  if (lines === null) return "the required approvals are not known";
  const pending = countPendingStages(lines);
  return pending === 0 && remarks.length > 0
    ? "the reviews cannot be evaluated"
    : `${counted(pending, "approval")} pending`;
}
