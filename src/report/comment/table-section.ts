import type { DiffReport } from "../diff/diff.ts";
import { forMarkdown } from "../escape.ts";
import { datesIn } from "../when.ts";
import type { Links } from "./links.ts";
import type { ReviewState } from "./review-state.ts";
import { approvalsCell } from "./rows/approvals-cell.ts";
import { changeRows } from "./rows/change-rows.ts";
import type { RowContext } from "./rows/row-text.ts";
import { endsWithMerge, noDate, noEnd, untilCell } from "./rows/until-cell.ts";
import { whatCell } from "./rows/what-cell.ts";
import { whoCell } from "./rows/who-cell.ts";
import type { Section } from "./sections.ts";

/** Returns the table of the change: one row for each person and change, the highest risk first. */
export function tableSection(
  report: DiffReport,
  { lines }: ReviewState,
  { timezone, links }: { readonly timezone: string; readonly links: Links },
): Section {
  const dates = datesIn(timezone, report.diff.at);
  const context: RowContext = { report, facts: report.facts, dates, links, knowsApprovals: lines !== null };
  const rows = changeRows(report, lines).map((row) => ({ row, until: untilCell(row, context) }));
  const items = rows.map(({ row, until }) => {
    const cells = [whoCell(row, context), whatCell(row, context), until, approvalsCell(row.approvals, context)];
    return `| ${cells.join(" | ")} |\n`;
  });
  const hasDates = rows.some(({ until }) => ![noDate, noEnd, endsWithMerge].includes(until));
  return {
    kind: "table row",
    head: "\n| Who | What | Until | Approvals |\n|---|---|---|---|\n",
    items,
    foot: hasDates ? `\nTimes: ${forMarkdown(timezone)}. A date without a time lasts until the end of that day.\n` : "",
    share: 0.25,
  };
}
