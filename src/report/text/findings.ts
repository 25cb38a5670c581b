import type { Finding } from "../../diagnostics/finding.ts";
import { forTerminal } from "../escape.ts";
import { counted } from "../../support/counted.ts";

/** How many findings a terminal shows; the rest is counted, and JSON has them all. */
const shownFindings = 100;

/** `file:line:column`, as editors and terminals link it. */
export function placeText(finding: Finding): string {
  if (finding.file === null) return "";
  const position = finding.line === null ? "" : `:${finding.line}:${finding.column ?? 1}`;
  return `${forTerminal(finding.file)}${position}`;
}

/** Findings for a person: what, where, why, how it comes about, and the next step. */
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
    lines.push(`  → ${forTerminal(finding.remedy)}`);
    return lines.join("\n");
  });
  if (findings.length > shownFindings)
    blocks.push(`… and ${findings.length - shownFindings} more; --format json lists them all.`);
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}

/** `2 errors, 1 warning`, naming only what there is; `no findings` where there is nothing. */
export function countFindings(findings: readonly Finding[]): string {
  const parts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return parts.length === 0 ? "no findings" : parts.join(", ");
}
