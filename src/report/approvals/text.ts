import type { ApprovalVerdict } from "../../approval/verdict.ts";
import { forTerminal } from "../escape.ts";
import { approvalRows, refusalLines, verdictLine } from "./rows.ts";

/** Returns a verdict as text for a terminal: the stages with their approvals and reasons, then the reviews that do not count. */
export function renderApprovals(verdict: ApprovalVerdict): string {
  const lines: string[] = [verdictLine(verdict)];
  for (const { what, needed, given, missing, why, place } of approvalRows(verdict)) {
    lines.push("", `${missing === null ? "ok     " : "missing"}  ${forTerminal(what)}`);
    lines.push(`  needed: ${forTerminal(needed)}`);
    if (given !== null) lines.push(`  given:  ${forTerminal(given)}`);
    if (missing !== null) lines.push(`  - ${forTerminal(missing)}`);
    lines.push(`  because ${forTerminal(why)}${place === null ? "" : ` (${forTerminal(place)})`}`);
  }
  const refused = refusalLines(verdict);
  if (refused.length > 0) lines.push("", "Reviews that do not count:");
  for (const { rule, message, about } of refused)
    lines.push(`  ${rule}${about === null ? "" : ` for ${forTerminal(about)}`}: ${forTerminal(message)}`);
  return `${lines.join("\n")}\n`;
}
