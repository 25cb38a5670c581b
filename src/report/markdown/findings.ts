import type { Finding } from "../../diagnostics/finding.ts";
import { counted } from "../../support/counted.ts";
import { forMarkdown, proseForMarkdown } from "../escape.ts";
import { isAccepted, placeText } from "../text/findings.ts";

/**
 * Returns findings as a Markdown list: the open ones, then a fold with those that the baseline accepts. Findings that do not fit
 * into `budget` characters are counted. Everything that people wrote is inert.
 */
export function renderFindingsMarkdown(findings: readonly Finding[], budget = Infinity): string {
  let text = "";
  let shown = 0;
  for (const { markdown, findings: count } of findingParts(findings)) {
    if (text.length + markdown.length + noteSize > budget) break;
    text += markdown;
    shown += count;
  }
  const rest = findings.length - shown;
  return rest === 0 ? text : `${text}\n${moreText(rest)}`;
}

const moreText = (count: number): string => `… and ${counted(count, "more finding")} not shown here.\n`;
/** The size of the longest note. */
const noteSize = moreText(9_999_999).length + 1;

/** A part of the list that is shown completely or left out, and the number of its findings. */
export interface FindingPart {
  readonly markdown: string;
  readonly findings: number;
}

/** Returns one part for each open finding, and one for all accepted findings. */
export function findingParts(findings: readonly Finding[]): readonly FindingPart[] {
  const accepted = findings.filter(isAccepted);
  const open = findings.filter((finding) => !isAccepted(finding));
  const parts = open.map((finding) => ({ markdown: findingLine(finding), findings: 1 }));
  if (accepted.length === 0) return parts;
  const title = `${counted(accepted.length, "finding")} accepted by the baseline`;
  const markdown = `\n<details><summary>${title}</summary>\n\n${accepted.map(findingLine).join("")}\n</details>\n`;
  return [...parts, { markdown, findings: accepted.length }];
}

/** Returns a finding as one item of a list. */
export function findingLine(finding: Finding): string {
  const place = placeText(finding);
  const where = place === "" ? "" : ` at ${forMarkdown(place)}`;
  return `- **${finding.severity}** ${forMarkdown(finding.code)}${where}: ${proseForMarkdown(finding.message)} *Fix:* ${proseForMarkdown(finding.remedy)}\n`;
}
