import type { Finding } from "../../diagnostics/finding.ts";
import { forMarkdown, proseForMarkdown } from "../escape.ts";
import { placeText } from "../text/findings.ts";

/** Findings as a Markdown list; everything that people wrote is shown and does nothing. */
export function renderFindingsMarkdown(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const place = placeText(finding);
      const where = place === "" ? "" : ` at ${forMarkdown(place)}`;
      return `- **${finding.severity}** ${forMarkdown(finding.code)}${where}: ${proseForMarkdown(finding.message)} *Next:* ${proseForMarkdown(finding.remedy)}\n`;
    })
    .join("");
}
