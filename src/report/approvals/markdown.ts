import type { ApprovalVerdict } from "../../approval/verdict.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import { approvalRows, refusalLines, verdictLine } from "./rows.ts";

/** The maximum number of rows in a comment. Pending stages come first; the remaining rows are counted. */
const shownRows = 100;

/** Returns a verdict as a Markdown table: needed, given, missing, reason. Everything that people wrote is inert. */
export function renderApprovalsMarkdown(verdict: ApprovalVerdict): string {
  const rows = approvalRows(verdict);
  const parts = [`**${verdictLine(verdict)}**\n`];
  if (rows.length > 0) {
    const body = rows.slice(0, shownRows).map(({ what, needed, given, missing, why, place }) => {
      const reason = `${sentenceForMarkdown(why)}${place === null ? "" : ` ${forMarkdown(place)}`}`;
      const cells = [
        forMarkdown(what),
        forMarkdown(needed),
        given === null ? "–" : forMarkdown(given),
        missing === null ? "–" : sentenceForMarkdown(missing),
        reason,
      ];
      return `| ${cells.join(" | ")} |`;
    });
    parts.push(
      ["| What | Needed | Given | Missing | Why |", "| --- | --- | --- | --- | --- |", ...body, ""].join("\n"),
    );
  }
  if (rows.length > shownRows)
    parts.push(`…and ${rows.length - shownRows} more rows; \`rolecall approvals\` lists them all.\n`);
  const refused = refusalLines(verdict);
  if (refused.length > 0) {
    const lines = refused.slice(0, shownRows).map(({ rule, message, about }) => {
      const subject = about === null ? "" : ` for ${forMarkdown(about)}`;
      return `- ${forMarkdown(rule)}${subject}: ${sentenceForMarkdown(message)}`;
    });
    const rest = refused.length > shownRows ? [`- …and ${refused.length - shownRows} more`] : [];
    parts.push(["Reviews that do not count:", "", ...lines, ...rest, ""].join("\n"));
  }
  return parts.join("\n");
}
