import { countFindings } from "../text/findings.ts";
import { counted } from "../diff/words.ts";
import { summaryWords } from "../diff/render-text.ts";
import { approvalLines, openStages } from "./approval-section.ts";
import type { CommentInput } from "./comment-input.ts";

export type Verdict = "ready" | "needs-approval" | "blocked";

/** Errors and guards block; where nobody looked at the reviews, every stage is open; what is not known is not ready. */
export function verdictOf(input: CommentInput): Verdict {
  const errors = input.report.diff.findings.some(({ severity }) => severity === "error");
  if (errors || input.plan?.guards.some(({ blocked }) => blocked) === true) return "blocked";
  const lines = approvalLines(input);
  if (lines === null || openStages(lines) > 0 || input.reviews?.isApproved === false) return "needs-approval";
  return "ready";
}

/** The line that says it all: what is the case, what the change does, what would be written. */
export function verdictLine(input: CommentInput): string {
  const { report, plan } = input;
  const errors = report.diff.findings.filter(({ severity }) => severity === "error");
  const blocked = plan?.guards.filter((guard) => guard.blocked) ?? [];
  const why = [
    ...(errors.length === 0 ? [] : [countFindings(errors)]),
    ...(blocked.length === 0 ? [] : [counted(blocked.length, "guard")]),
  ];
  const lines = approvalLines(input);
  const open = lines === null ? "who has to approve is not known" : `${counted(openStages(lines), "approval")} open`;
  const head = {
    ready: "**Ready.**",
    "needs-approval": `**Needs approval**: ${open}.`,
    blocked: `**Blocked** by ${why.join(" and ")}.`,
  }[verdictOf(input)];
  const operations =
    plan === null
      ? "The providers were not asked: this is what the files say."
      : `${counted(plan.operations.length, "operation")} planned.`;
  return `${head} ${summaryWords(report)} ${operations}\n`;
}
