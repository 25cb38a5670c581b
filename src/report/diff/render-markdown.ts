import { sectionsOf } from "../comment/render-comment.ts";
import { forMarkdown } from "../escape.ts";
import { approversMarkdown } from "./by-approver.ts";
import type { DiffReport } from "./diff.ts";
import { summaryText } from "./render-text.ts";

/** Returns the diff of a change as Markdown: the content of the comment, without cards, operations and links, and the approvals by approver. */
export function renderDiffMarkdown(report: DiffReport): string {
  const links = { repositoryUrl: null, commit: null };
  const sections = sectionsOf({ report, plan: null, approvals: null, cards: [], timezone: "UTC", links })
    .filter(({ items }) => items.length > 0)
    .map(({ head, items, foot }) => `${head}${items.join("")}${foot}`);
  return `${summaryText(report)}\n${sections.join("")}${approversMarkdown(report.approvals ?? [])}\nDigest: ${forMarkdown(report.diff.digest)}\n`;
}
