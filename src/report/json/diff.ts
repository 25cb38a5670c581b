import type { DiffReport } from "../diff/diff.ts";
import { findingJson } from "./finding.ts";

/** Returns the diff in the form of formats.md, with the fields in a fixed order. */
export function diffJson({
  diff: { version, at, head, base, digest, accessChanges, modelChanges, findings, summary },
}: DiffReport) {
  return {
    version,
    at,
    head,
    base,
    digest,
    accessChanges,
    modelChanges,
    findings: findings.map(findingJson),
    summary,
  };
}
