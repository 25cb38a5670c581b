import { forMarkdown, wordsForMarkdown } from "../escape.ts";
import type { ApprovalLine, ApprovalStage } from "../diff/diff.ts";
import type { CommentInput, ReviewState } from "./comment-input.ts";
import type { Section } from "./sections.ts";

/** Who has to approve, as far as it is known; null: nobody worked it out. */
export function approvalLines({
  report,
  reviews,
}: Pick<CommentInput, "report" | "reviews">): readonly ApprovalLine[] | null {
  return reviews === null ? report.approvals : reviews.lines;
}

/** The stages that nobody has served yet. */
export function openStages(lines: readonly ApprovalLine[]): number {
  return lines.reduce((sum, { stages }) => sum + stages.filter(({ servedBy }) => servedBy === null).length, 0);
}

/** Who must still approve what, and why: what is open first. */
export function approvalSection(lines: readonly ApprovalLine[], reviews: ReviewState | null): Section {
  const open = lines.filter(({ stages }) => stages.some(({ servedBy }) => servedBy === null));
  const others = lines.filter(({ stages }) => stages.every(({ servedBy }) => servedBy !== null));
  const uncounted = (reviews?.uncounted ?? []).map(
    ({ by, reason }) => `- the review of ${forMarkdown(by)} does not count: ${wordsForMarkdown(reason)}\n`,
  );
  const items = [...[...open, ...others].map(lineItem), ...uncounted];
  return { kind: "approval", head: "\n### Who has to approve\n\n", items, foot: "", share: 0.15 };
}

function lineItem({ subject, why, comment, stages }: ApprovalLine): string {
  const lines = [
    `- ${forMarkdown(subject)}: ${wordsForMarkdown(why)}`,
    ...(stages.length === 0 ? ["  - the code owner of the file is enough"] : []),
    ...stages.map((stage) => stageLine(stage, comment)),
  ];
  return `${lines.join("\n")}\n`;
}

function stageLine({ approvers, unavailable, servedBy }: ApprovalStage, comment: boolean): string {
  if (servedBy !== null) return `  - approved by ${forMarkdown(servedBy)}`;
  const names = approvers.length === 0 ? "nobody can" : `one of ${approvers.map(forMarkdown).join(", ")}`;
  const notes = unavailable.map((reason) => ` ${wordsForMarkdown(reason)}`).join("");
  return `  - **open:** ${names}${comment ? ", who says why" : ""}.${notes}`;
}
