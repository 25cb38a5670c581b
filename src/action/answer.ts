import type { Severity } from "../diagnostics/finding.ts";
import { causesFirst } from "../report/causes.ts";
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

/** The part of a command's JSON result that the action reads. Every field may be missing. */
export interface Answer {
  readonly findings?: readonly AnsweredFinding[];
  readonly operations?: readonly unknown[];
  readonly digest?: string;
}

/** GitHub shows 10 annotations of each severity per step and drops the rest. The tenth shows the count of the rest. */
const shownOfEach = 9;

/** Returns the JSON result in a command's output; null when the output is empty. */
export function parseAnswer(text: string): Answer | null {
  if (text.trim() === "") return null;
  return JSON.parse(text) as Answer;
}

/** Shows the findings as annotations at their places, up to the limit of each severity, and the count of the rest. */
export function annotateFindings({ findings = [] }: Answer, host: ActionHost): void {
  for (const severity of ["error", "warning", "note"] as const) {
    const ofKind = causesFirst(
      findings.filter((finding) => finding.severity === severity),
      (finding) => finding,
    );
    for (const finding of ofKind.slice(0, shownOfEach)) annotate(finding, host);
    const rest = ofKind.length - shownOfEach;
    if (rest > 0)
      host.annotate(
        severity,
        `${rest} more of severity ${severity}. The job summary and rolecall validate list all of them.`,
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

/** Sets the outputs: numbers and a digest. No text that a person wrote becomes an output (threat W4). */
export function setOutputs({ findings, operations, digest }: Answer, host: ActionHost): void {
  if (findings !== undefined)
    for (const severity of ["error", "warning"] as const)
      host.output(`${severity}s`, String(findings.filter((finding) => finding.severity === severity).length));
  if (operations !== undefined) host.output("operations", String(operations.length));
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest ?? "")?.[1];
  if (hex !== undefined) host.output("digest", hex);
}
