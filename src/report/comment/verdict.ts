import { countFindings } from "../text/findings.ts";
import { summaryWords } from "../diff/render-text.ts";
import { openStages } from "./approval-section.ts";
import type { CommentInput } from "./comment-input.ts";
import { type ReviewState, reviewStateOf } from "./review-state.ts";
import { counted } from "../../support/counted.ts";

export type Verdict = "ready" | "needs-approval" | "blocked";

/**
 * Errors, guards and what cannot be shown as a whole block; where nobody looked at the reviews, every stage is open; and what
 * is not known is not ready.
 */
export function verdictOf(input: CommentInput, complete: boolean): Verdict {
  if (!complete) return "blocked";
  const errors = input.report.diff.findings.some(({ severity }) => severity === "error");
  if (errors || input.plan?.guards.some(({ blocked }) => blocked) === true) return "blocked";
  return reviewStateOf(input.report, input.approvals).isApproved ? "ready" : "needs-approval";
}

/** The line that says it all: what is the case, what the change does, what would be written. */
export function verdictLine(input: CommentInput, complete: boolean): string {
  const { report, plan } = input;
  const errors = report.diff.findings.filter(({ severity }) => severity === "error");
  const blocked = plan?.guards.filter((guard) => guard.blocked) ?? [];
  const why = [
    ...(errors.length === 0 ? [] : [countFindings(errors)]),
    ...(blocked.length === 0 ? [] : [counted(blocked.length, "guard")]),
    ...(complete ? [] : ["its size"]),
  ];
  const head = {
    ready: "**Ready.**",
    "needs-approval": `**Needs approval**: ${openWords(reviewStateOf(report, input.approvals))}.`,
    blocked: `**Blocked** by ${why.join(" and ")}.`,
  }[verdictOf(input, complete)];
  const operations =
    plan === null
      ? "The providers were not asked: this is what the files say."
      : `${counted(plan.operations.length, "operation")} planned.`;
  return `${head} ${summaryWords(report)} ${operations}\n`;
}

function openWords({ lines, remarks }: ReviewState): string {
  if (lines === null) return "who has to approve is not known";
  const open = openStages(lines);
  return open === 0 && remarks.length > 0 ? "the reviews cannot be judged" : `${counted(open, "approval")} open`;
}
