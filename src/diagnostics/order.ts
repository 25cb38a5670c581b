import { compareText } from "../support/compare.ts";
import type { Finding, Severity } from "./finding.ts";

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Findings in the order people read them: errors first, then by file, line, column and code. Total, so output is repeatable. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (left, right) =>
      weight[left.severity] - weight[right.severity] ||
      compareText(left.file ?? "", right.file ?? "") ||
      (left.line ?? 0) - (right.line ?? 0) ||
      (left.column ?? 0) - (right.column ?? 0) ||
      compareText(left.code, right.code) ||
      compareText(left.message, right.message),
  );
}

/** Whether any finding weighs at least as much as `threshold`. */
export function hasAtLeast(findings: readonly Finding[], threshold: Severity): boolean {
  return findings.some((finding) => weight[finding.severity] <= weight[threshold]);
}
