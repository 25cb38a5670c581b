import type { Finding } from "../../diagnostics/finding.ts";
import { counted } from "../../support/counted.ts";
import { byCause } from "../causes.ts";
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

/** Returns one part for each cause of open findings, and one for all accepted findings. */
export function findingParts(findings: readonly Finding[]): readonly FindingPart[] {
  const accepted = findings.filter(isAccepted);
  const open = findings.filter((finding) => !isAccepted(finding));
  const parts = byCause(open, (finding) => finding).map((cause) => ({
    markdown: causeLine(cause),
    findings: cause.length,
  }));
  if (accepted.length === 0) return parts;
  const title = `${counted(accepted.length, "finding")} accepted by the baseline`;
  const markdown = `\n<details><summary>${title}</summary>\n\n${accepted.map(findingLine).join("")}\n</details>\n`;
  return [...parts, { markdown, findings: accepted.length }];
}

/** Returns a finding as one item of a list. */
export const findingLine = (finding: Finding): string => causeLine([finding]);

/** Returns the findings of one cause as one item of a list. */
function causeLine(findings: readonly Finding[]): string {
  const [finding] = findings;
  if (finding === undefined) return "";
  const where = placesText(
    findings
      .map(placeText)
      .filter((place) => place !== "")
      .map(forMarkdown),
  );
  return `- **${finding.severity}** ${forMarkdown(finding.code)}${where}: ${proseForMarkdown(finding.message)} *Fix:* ${proseForMarkdown(finding.remedy)}\n`;
}

/** The maximum number of places of one cause. */
const shownPlaces = 3;

/** Returns places, as Markdown: ` at a`, ` at 2 places (a, b)`; empty without a place. */
export function placesText(places: readonly string[]): string {
  const [first, ...more] = places;
  if (first === undefined) return "";
  if (more.length === 0) return ` at ${first}`;
  const rest = places.length - shownPlaces;
  const end = rest > 0 ? ` and ${rest} more` : "";
  return ` at ${places.length} places (${places.slice(0, shownPlaces).join(", ")}${end})`;
}
