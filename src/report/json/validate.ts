import type { Finding } from "../../diagnostics/finding.ts";
import type { SummaryOfValidate } from "../../formats/answers.generated.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { findingJson } from "./finding.ts";

/** Judged files, as far as their document needs. */
export interface JudgedFiles {
  readonly at: Instant;
  readonly findings: readonly Finding[];
  readonly loaded: {
    readonly counts: Pick<SummaryOfValidate, "users" | "roles" | "entitlements" | "grants">;
  };
}

/**
 * Returns the document of `validate`. `diff` and `plan` print it as well for files that they cannot compare or plan from, so
 * that an effect which is unknown is not shown as empty.
 */
export function validateJson({ at, findings, loaded: { counts } }: JudgedFiles): Readonly<Record<string, unknown>> {
  const count = (of: Finding["severity"]): number => findings.filter(({ severity }) => severity === of).length;
  return {
    version: 1,
    at: formatInstant(at),
    findings: findings.map(findingJson),
    summary: { ...counts, errors: count("error"), warnings: count("warning") },
  };
}
