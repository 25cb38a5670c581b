import type { Finding, Severity } from "../../diagnostics/finding.ts";
import { forTerminal } from "../escape.ts";

/** What one step of a workflow shows of each kind at most; more would be dropped in silence. */
const shownOfEach = { error: 10, warning: 10, note: 7 } as const; // the counts of what is left out are notices as well

const command: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * Findings as workflow commands, which GitHub shows at file and line. At most ten of each kind, heaviest first (they
 * come sorted), and a count of the rest. What people wrote is escaped, so that no line of theirs is a command (threat W4).
 */
export function renderAnnotations(findings: readonly Finding[]): string {
  const lines: string[] = [];
  for (const severity of ["error", "warning", "note"] as const) {
    const ofKind = findings.filter((finding) => finding.severity === severity);
    for (const finding of ofKind.slice(0, shownOfEach[severity])) lines.push(annotation(finding));
    if (ofKind.length > shownOfEach[severity])
      lines.push(
        `::notice title=Rolecall::${ofKind.length - shownOfEach[severity]} more of severity ${severity}; rolecall validate lists them all.`,
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
  return `::${command[finding.severity]} ${place}::${message(`${finding.message}\nNext: ${finding.remedy}`)}`;
}

/** GitHub reads %25, %0D and %0A back; everything else that could begin a line or a command is shown, not sent. */
const message = (text: string): string =>
  text.split("\n").map(forTerminal).join("\n").replaceAll("%", "%25").replaceAll("\n", "%0A");

const property = (text: string): string =>
  forTerminal(text).replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll(",", "%2C");
