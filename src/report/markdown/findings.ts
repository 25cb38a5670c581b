import type { Finding } from "../../diagnostics/finding.ts";
import { forMarkdown, proseForMarkdown } from "../escape.ts";
import { placeText } from "../text/findings.ts";

/** Returns findings as a Markdown list. Everything that people wrote is inert. */
export function renderFindingsMarkdown(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const place = placeText(finding);
      const where = place === "" ? "" : ` at ${forMarkdown(place)}`;
      return `- **${finding.severity}** ${forMarkdown(finding.code)}${where}: ${proseForMarkdown(finding.message)} *Fix:* ${proseForMarkdown(finding.remedy)}\n`;
    })
    .join("");
}
