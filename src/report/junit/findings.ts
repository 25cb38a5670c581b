import type { Finding } from "../../diagnostics/finding.ts";
import { placeText } from "../text/findings.ts";
import { type JunitCase, renderJunit } from "./xml.ts";

/** Returns findings as JUnit: one case for each finding, errors as failures. Without findings, one passed case. */
export function renderFindingsJunit(findings: readonly Finding[]): string {
  const cases = findings.map(caseOf);
  const clean: JunitCase = { group: "access", name: "no findings", failure: null, note: null };
  return renderJunit("rolecall validate", cases.length === 0 ? [clean] : cases);
}

function caseOf(finding: Finding): JunitCase {
  const text = `${finding.message} Fix: ${finding.remedy}`;
  const name = `${finding.code} ${placeText(finding)}`.trim();
  return finding.severity === "error"
    ? {
        group: finding.file ?? "access",
        name,
        failure: { kind: finding.code, message: finding.message, text },
        note: null,
      }
    : { group: finding.file ?? "access", name, failure: null, note: `${finding.severity}: ${text}` };
}
