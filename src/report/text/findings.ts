import type { Finding } from "../../diagnostics/finding.ts";
import { byCause } from "../causes.ts";
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

/** The maximum number of places of one cause. */
const shownPlaces = 10;

/** The number of findings from which they are also counted by code. */
const countedFrom = 20;

/**
 * Returns findings as text for a terminal: code, place, message, paths, waiver and remedy. Findings of one cause share a block
 * with their places, and many findings of one code in one file share a block. Many findings are counted by code, and findings
 * that the baseline accepts are one line.
 */
export function renderFindings(findings: readonly Finding[]): string {
  const accepted = findings.filter(isAccepted);
  const open = findings.filter((finding) => !isAccepted(finding));
  const blocks = blocksOf(open);
  const shown = blocks.slice(0, shownBlocks);
  const parts = shown.map(blockText);
  const hidden = blocks.slice(shownBlocks).flat().length;
  if (hidden > 0) parts.push(`… and ${hidden} more; --format json lists all of them.`);
  if (open.length >= countedFrom) parts.push(...countsByCode(open, accepted.length === 0));
  if (accepted.length > 0)
    parts.push(`${counted(accepted.length, "finding")} accepted by the baseline; --format json lists them.`);
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}

/** Returns the findings of each block, in the order of the first of each. */
function blocksOf(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const causes = byCause(findings, (finding) => finding);
  const groups = groupBy(causes, (cause) => {
    const [first, ...more] = cause;
    return more.length > 0 ? cause : [first?.severity, first?.code, first?.file ?? ""].join("\n");
  });
  return [...groups.values()].flatMap((group) => (group.length < groupedFrom ? group : [group.flat()]));
}

/** Returns whether the baseline accepts a finding. */
export const isAccepted = ({ accepted }: Finding): boolean => accepted === true;

/** Returns the first finding of a block, with the places of its cause, or how many more there are of its code in its file. */
function blockText(block: readonly Finding[]): string {
  const [finding, ...more] = block;
  if (finding === undefined) return "";
  const isOneFile = more.every(({ file }) => file === finding.file);
  const rest = more.length === 0 ? "" : `  (and ${more.length} more here)`;
  const where = isOneFile ? `${placeText(finding)}${rest}` : `at ${block.length} places`;
  const lines = [`${finding.severity}: ${finding.code}  ${where}`.trimEnd(), `  ${forTerminal(finding.message)}`];
  if (!isOneFile) lines.push(...placeLines(block));
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

function placeLines(findings: readonly Finding[]): readonly string[] {
  const shown = findings.slice(0, shownPlaces).map((finding) => `    ${placeText(finding)}`);
  const rest = findings.length - shown.length;
  return rest === 0 ? shown : [...shown, `    … and ${rest} more; --format json lists all of them`];
}

/** Returns the counts by code where there is more than one, and the command that accepts findings of rules at adoption. */
function countsByCode(findings: readonly Finding[], isBaselineMissing: boolean): readonly string[] {
  const byCode = [...groupBy(findings, ({ code, severity }) => `${severity} ${code}`)];
  const width = String(findings.length).length;
  const lines = sortedBy(byCode, ([, { length }]) => String(1e9 - length)).map(
    ([code, { length }]) => `  ${String(length).padStart(width)}  ${code}`,
  );
  const parts = lines.length > 1 ? [`By code:\n${lines.join("\n")}`] : [];
  if (isBaselineMissing && findings.some(({ code }) => ofRule.test(code)))
    parts.push("To accept the findings of today until a date, at adoption: rolecall baseline");
  return parts.length === 0 ? [] : [parts.join("\n")];
}

/** Matches the codes of rules. A baseline cannot accept errors of the files. */
const ofRule = /^(?:lp|sod|custom)\//u;

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
