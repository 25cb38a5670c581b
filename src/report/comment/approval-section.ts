import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import { pendingStageText } from "../diff/change-text.ts";
import type { ApprovalLine, ApprovalStage } from "../diff/diff.ts";
import { type Links, placeLink } from "./links.ts";
import type { ReviewState } from "./review-state.ts";
import type { Section } from "./sections.ts";

/** Returns the number of pending stages. */
export function countPendingStages(lines: readonly ApprovalLine[]): number {
  return lines.reduce((sum, { stages }) => sum + stages.filter(({ servedBy }) => servedBy === null).length, 0);
}

/** Returns the required approvals with their reasons, pending first, then the reviews that do not count. */
export function approvalSection({ lines, remarks }: ReviewState, links: Links): Section {
  const isPending = ({ stages }: ApprovalLine): boolean => stages.some(({ servedBy }) => servedBy === null);
  const all = lines ?? [];
  const ordered = [...all.filter(isPending), ...all.filter((line) => !isPending(line))];
  const items = [
    ...ordered.map((line) => lineItem(line, links)),
    ...remarks.map(({ about, text }) => `- ${forMarkdown(about)}: ${sentenceForMarkdown(text)}\n`),
  ];
  return { kind: "approval", head: "\n### Who has to approve\n\n", items, foot: "", share: 0.15 };
}

function lineItem({ subject, why, place, comment, stages }: ApprovalLine, links: Links): string {
  const lines = [
    `- ${forMarkdown(subject)}: ${sentenceForMarkdown(why)}${place === null ? "" : ` ${placeLink(place, links)}`}`,
    ...(stages.length === 0 ? ["  - code owner review only"] : []),
    ...stages.map((stage) => stageLine(stage, comment)),
  ];
  return `${lines.join("\n")}\n`;
}

function stageLine({ approvers, unavailable, servedBy }: ApprovalStage, comment: boolean): string {
  if (servedBy !== null) return `  - **Approved** by ${forMarkdown(servedBy)}`;
  const pending = pendingStageText(approvers, comment, forMarkdown);
  const notes = unavailable.map((reason) => ` ${sentenceForMarkdown(reason)}`).join("");
  return `  - **Pending:** ${pending}.${notes}`;
}
