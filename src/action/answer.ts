import type { Severity } from "../diagnostics/finding.ts";
import { forTerminal } from "../report/escape.ts";
import type { ActionHost } from "./host.ts";

interface AnsweredFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** The part of a command's JSON answer that the action speaks of; every part may be missing. */
export interface Answer {
  readonly findings?: readonly AnsweredFinding[];
  readonly operations?: readonly unknown[];
  readonly digest?: string;
}

/** What GitHub shows of each kind for one step; more would be dropped in silence. One of each is kept for the count. */
const shownOfEach = 9;

/** The answer in a command's output; null where it gave none. */
export function parseAnswer(text: string): Answer | null {
  if (text.trim() === "") return null;
  return JSON.parse(text) as Answer;
}

/** Shows the findings at their places, the heaviest of each kind, and how many more there are. */
export function annotateFindings({ findings = [] }: Answer, host: ActionHost): void {
  for (const severity of ["error", "warning", "note"] as const) {
    const ofKind = findings.filter((finding) => finding.severity === severity);
    for (const finding of ofKind.slice(0, shownOfEach)) annotate(finding, host);
    const rest = ofKind.length - shownOfEach;
    if (rest > 0)
      host.annotate(
        severity,
        `${rest} more of severity ${severity}: the job summary and rolecall validate list them.`,
        {
          title: "Rolecall",
        },
      );
  }
}

function annotate({ severity, message, remedy, ...finding }: AnsweredFinding, host: ActionHost): void {
  const text = `${message}\nFix: ${remedy}`.split("\n").map(forTerminal).join("\n");
  host.annotate(severity, text, {
    title: forTerminal(finding.code),
    ...(finding.file === null ? {} : { file: finding.file }),
    ...(finding.line === null ? {} : { startLine: finding.line }),
    ...(finding.column === null ? {} : { startColumn: finding.column }),
  });
}

/** Sets the outputs. Numbers and a digest: nothing that a person wrote gets there (threat W4). */
export function setOutputs({ findings, operations, digest }: Answer, host: ActionHost): void {
  if (findings !== undefined)
    for (const severity of ["error", "warning"] as const)
      host.output(`${severity}s`, String(findings.filter((finding) => finding.severity === severity).length));
  if (operations !== undefined) host.output("operations", String(operations.length));
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest ?? "")?.[1];
  if (hex !== undefined) host.output("digest", hex);
}
