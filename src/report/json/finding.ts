import type { Finding } from "../../diagnostics/finding.ts";

/** Returns a finding in the form of formats.md, with the fields in a fixed order. */
export function findingJson(finding: Finding) {
  return {
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    remedy: finding.remedy,
    user: finding.user ?? null,
    file: finding.file,
    line: finding.line,
    column: finding.column,
    paths: finding.paths ?? [],
    waiver: finding.waiver ?? null,
  };
}
