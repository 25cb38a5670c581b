import type { Finding } from "../../diagnostics/finding.ts";
import { forTerminal } from "../escape.ts";
import { sortedBy } from "../../support/compare.ts";
import { counted } from "../../support/counted.ts";
import { groupBy } from "../../support/multi-map.ts";

/** The maximum number of blocks in a terminal. The rest is counted; JSON has all of them. */
const shownBlocks = 100;

/** Returns `file:line:column`, which editors and terminals link. */
export function placeText(finding: Finding): string {
  if (finding.file === null) return "";
  const position = finding.line === null ? "" : `:${finding.line}:${finding.column ?? 1}`;
  return `${forTerminal(finding.file)}${position}`;
}

/** The number of findings of one code in one file from which they are one block: the first of them and a count. */
const groupedFrom = 4;

/** The number of findings from which they are also counted by code. */
const countedFrom = 20;

/**
 * Returns findings as text for a terminal: code, place, message, paths, waiver and remedy. Many findings of one code in one file
 * share a block, many findings are counted by code, and findings that the baseline accepts are one line.
 */
export function renderFindings(findings: readonly Finding[]): string {
  const accepted = findings.filter(isAccepted);
  const open = findings.filter((finding) => !isAccepted(finding));
  const groups = [...groupBy(open, ({ code, severity, file }) => [severity, code, file ?? ""].join("\n")).values()];
  const blocks = groups.flatMap((group) => (group.length < groupedFrom ? group.map((finding) => [finding]) : [group]));
  const shown = blocks.slice(0, shownBlocks);
  const parts = shown.map(blockText);
  const hidden = blocks.slice(shownBlocks).flat().length;
  if (hidden > 0) parts.push(`… and ${hidden} more; --format json lists all of them.`);
  if (open.length >= countedFrom) parts.push(countsByCode(open, accepted.length === 0));
  if (accepted.length > 0)
    parts.push(`${counted(accepted.length, "finding")} accepted by the baseline; --format json lists them.`);
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}

/** Returns whether the baseline accepts a finding. */
export const isAccepted = ({ accepted }: Finding): boolean => accepted === true;

/** Returns the first finding of a block, and how many more there are of its code in its file. */
function blockText([finding, ...more]: readonly Finding[]): string {
  if (finding === undefined) return "";
  const rest = more.length === 0 ? "" : `  (and ${more.length} more here)`;
  const lines = [`${finding.severity}: ${finding.code}  ${placeText(finding)}${rest}`.trimEnd()];
  lines.push(`  ${forTerminal(finding.message)}`);
  for (const path of finding.paths ?? []) {
    const steps = [path.user, ...(path.role === undefined ? [] : [`role ${path.role}`]), ...path.through];
    if (steps.at(-1) !== path.entitlement) steps.push(path.entitlement);
    lines.push(`    ${forTerminal(steps.join(" → "))}  (${forTerminal(path.file)}:${path.line})`);
  }
  if (finding.waiver !== null && finding.waiver !== undefined)
    lines.push(`    waived by ${forTerminal(finding.waiver)}`);
  lines.push(`  Fix: ${forTerminal(finding.remedy)}`);
  return lines.join("\n");
}

function countsByCode(findings: readonly Finding[], isBaselineMissing: boolean): string {
  const byCode = [...groupBy(findings, ({ code, severity }) => `${severity} ${code}`)];
  const width = String(findings.length).length;
  const lines = sortedBy(byCode, ([, { length }]) => String(1e9 - length)).map(
    ([code, { length }]) => `  ${String(length).padStart(width)}  ${code}`,
  );
  const hint = isBaselineMissing
    ? "\nTo accept the findings of today until a date, at adoption: rolecall baseline"
    : "";
  return `By code:\n${lines.join("\n")}${hint}`;
}

/** Returns the counts of findings, for example `2 errors, 1 warning`, or `no findings`. */
export function countFindings(findings: readonly Finding[]): string {
  const parts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  const accepted = findings.filter(isAccepted).length;
  const text = parts.length === 0 ? "no findings" : parts.join(", ");
  return accepted === 0 ? text : `${text} (${accepted} accepted by the baseline)`;
}
