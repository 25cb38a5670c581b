import type { Finding, Severity } from "../../diagnostics/finding.ts";
import { causesFirst } from "../causes.ts";
import { forTerminal } from "../escape.ts";

/** The maximum number of annotations of each kind for one workflow step. GitHub silently drops more. */
const shownOfEach = { error: 10, warning: 10, note: 7 } as const; // 3 of the 10 notices are left for the counts

const command: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * Returns findings as workflow commands, which GitHub shows at file and line: at most ten of each kind, the first of each
 * cause before the others, and a count of the rest. What people wrote is escaped, so that it cannot become a command (threat W4).
 */
export function renderAnnotations(findings: readonly Finding[]): string {
  const lines: string[] = [];
  for (const severity of ["error", "warning", "note"] as const) {
    const ofKind = causesFirst(
      findings.filter((finding) => finding.severity === severity),
      (finding) => finding,
    );
    for (const finding of ofKind.slice(0, shownOfEach[severity])) lines.push(annotation(finding));
    if (ofKind.length > shownOfEach[severity])
      lines.push(
        `::notice title=Rolecall::${ofKind.length - shownOfEach[severity]} more of severity ${severity}. Run rolecall validate to list all of them.`,
      );
  }
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(finding: Finding): string {
  const place = [
    ...(finding.file === null ? [] : [`file=${property(finding.file)}`]),
    ...(finding.line === null ? [] : [`line=${finding.line}`]),
    ...(finding.column === null ? [] : [`col=${finding.column}`]),
    `title=${property(finding.code)}`,
  ].join(",");
  return `::${command[finding.severity]} ${place}::${message(`${finding.message}\nFix: ${finding.remedy}`)}`;
}

/** Escapes a message. GitHub decodes %25, %0D and %0A; other characters that could start a line or a command are shown by code point. */
const message = (text: string): string =>
  text.split("\n").map(forTerminal).join("\n").replaceAll("%", "%25").replaceAll("\n", "%0A");

const property = (text: string): string =>
  forTerminal(text).replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll(",", "%2C");
