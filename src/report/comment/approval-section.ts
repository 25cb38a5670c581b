import { forMarkdown, wordsForMarkdown } from "../escape.ts";
import type { ApprovalLine, ApprovalStage } from "../diff/diff.ts";
import { type Links, placeLink } from "./links.ts";
import type { ReviewState } from "./review-state.ts";
import type { Section } from "./sections.ts";

/** How many stages nobody has served yet. */
export function openStages(lines: readonly ApprovalLine[]): number {
  return lines.reduce((sum, { stages }) => sum + stages.filter(({ servedBy }) => servedBy === null).length, 0);
}

/** Who must still approve what, and why: what is open first; then the reviews that do not count. */
export function approvalSection({ lines, remarks }: ReviewState, links: Links): Section {
  const isOpen = ({ stages }: ApprovalLine): boolean => stages.some(({ servedBy }) => servedBy === null);
  const all = lines ?? [];
  const ordered = [...all.filter(isOpen), ...all.filter((line) => !isOpen(line))];
  const items = [
    ...ordered.map((line) => lineItem(line, links)),
    ...remarks.map(({ about, text }) => `- ${forMarkdown(about)}: ${wordsForMarkdown(text)}\n`),
  ];
  return { kind: "approval", head: "\n### Who has to approve\n\n", items, foot: "", share: 0.15 };
}

function lineItem({ subject, why, place, comment, stages }: ApprovalLine, links: Links): string {
  const lines = [
    `- ${forMarkdown(subject)}: ${wordsForMarkdown(why)}${place === null ? "" : ` ${placeLink(place, links)}`}`,
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
