import type { Finding } from "../../diagnostics/finding.ts";
import { forTerminal } from "../escape.ts";
import { counted } from "../../support/counted.ts";

/** The maximum number of findings in a terminal. The rest is counted; JSON has all of them. */
const shownFindings = 100;

/** Returns `file:line:column`, which editors and terminals link. */
export function placeText(finding: Finding): string {
  if (finding.file === null) return "";
  const position = finding.line === null ? "" : `:${finding.line}:${finding.column ?? 1}`;
  return `${forTerminal(finding.file)}${position}`;
}

/** Returns findings as text for a terminal: code, place, message, paths, waiver and remedy. */
export function renderFindings(findings: readonly Finding[]): string {
  const blocks = findings.slice(0, shownFindings).map((finding) => {
    const lines = [`${finding.severity}: ${finding.code}  ${placeText(finding)}`.trimEnd()];
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
  });
  if (findings.length > shownFindings)
    blocks.push(`… and ${findings.length - shownFindings} more; --format json lists all of them.`);
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}

/** Returns the counts of findings, for example `2 errors, 1 warning`, or `no findings`. */
export function countFindings(findings: readonly Finding[]): string {
  const parts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return parts.length === 0 ? "no findings" : parts.join(", ");
}
