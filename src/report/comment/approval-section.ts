import { counted } from "../../support/counted.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import type { ApprovalLine } from "../diff/diff.ts";
import { fold } from "./fold.ts";
import { type Links, placeLink } from "./links.ts";
import type { ReviewState } from "./review-state.ts";
import type { Section } from "./sections.ts";

/** Returns the number of pending stages. */
export function countPendingStages(lines: readonly ApprovalLine[]): number {
  return lines.reduce((sum, { stages }) => sum + stages.filter(({ servedBy }) => servedBy === null).length, 0);
}

/**
 * Returns the sections on approvals that the table has no room for: what keeps reviews from counting, then the collapsed reasons
 * of the approvals, pending first.
 */
export function approvalSections({ lines, remarks }: ReviewState, links: Links): readonly Section[] {
  const isPending = ({ stages }: ApprovalLine): boolean => stages.some(({ servedBy }) => servedBy === null);
  const all = lines ?? [];
  const ordered = [...all.filter(isPending), ...all.filter((line) => !isPending(line))];
  const blocked = all.filter(({ stages }) => stages.some(({ isStuck }) => isStuck));
  const notes = [
    ...remarks.map(({ about, text }) => `- ${forMarkdown(about)}: ${sentenceForMarkdown(text)}\n`),
    ...blocked.map((line) => `- ${forMarkdown(line.subject)}:${unavailableText(line) || " no eligible approver."}\n`),
  ];
  return [
    { kind: "approval", head: "\n### Reviews and approvers\n\n", items: notes, foot: "", share: 0.1 },
    fold(
      "approval",
      `${counted(all.length, "reason")} for the approvals`,
      ordered.map((line) => reasonItem(line, links)),
      0.1,
    ),
  ];
}

function reasonItem(line: ApprovalLine, links: Links): string {
  const { subject, why, place, stages } = line;
  const kind = stages.length === 0 ? " Code owner review only." : "";
  return `- ${forMarkdown(subject)}: ${sentenceForMarkdown(why)}${place === null ? "" : ` ${placeLink(place, links)}`}${kind}${unavailableText(line)}\n`;
}

function unavailableText({ stages }: ApprovalLine): string {
  const reasons = new Set(stages.filter(({ servedBy }) => servedBy === null).flatMap(({ unavailable }) => unavailable));
  return [...reasons].map((reason) => ` ${sentenceForMarkdown(reason)}`).join("");
}
