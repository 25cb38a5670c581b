import { compareText } from "../support/compare.ts";
import type { Finding, Severity } from "./finding.ts";

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Returns the findings in reading order: errors first, then by file, line, column and code. The order is total, so output is repeatable. */
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

/** Returns whether any finding is at least as severe as `threshold`. */
export function hasAtLeast(findings: readonly Finding[], threshold: Severity): boolean {
  return findings.some((finding) => weight[finding.severity] <= weight[threshold]);
}
