import type { Finding, UnlocatedFinding } from "../diagnostics/finding.ts";
import type { Baseline, BaselineEntry, SeparationOfDutiesRule } from "../model/documents.ts";
import { formatInstant } from "../model/instant.ts";
import { compareText } from "../support/compare.ts";
import { groupBy } from "../support/multi-map.ts";
import { findingId, latestFirst } from "./baseline.ts";

/**
 * Reports `baseline/grown`: entries that a change under review adds to the baseline, or whose due date it moves later. The
 * first baseline is the adoption itself and not reported; afterwards entries may only be removed or become due sooner
 * (engine.md 3). The finding stands at the entry.
 */
export function judgeBaselineChange(base: Baseline | null, head: Baseline | null): readonly UnlocatedFinding[] {
  if (base === null || head === null) return [];
  const before = groupBy(base.entries, findingId);
  return [...groupBy(head.entries, findingId)].flatMap(([id, entries]) => {
    const known = latestFirst(before.get(id) ?? []);
    return latestFirst(entries).flatMap((entry, position) => {
      const earlier = known[position];
      if (earlier !== undefined && entry.due <= earlier.due) return [];
      return [grown(entry, earlier, head)];
    });
  });
}

function grown(entry: BaselineEntry, earlier: BaselineEntry | undefined, { source }: Baseline): UnlocatedFinding {
  const about = `${entry.code}${entry.user === null ? "" : ` about ${entry.user}`} in ${entry.file}`;
  return {
    code: "baseline/grown",
    severity: "error",
    message:
      earlier === undefined
        ? `The change adds ${about} to the baseline. The baseline is only for findings that existed at adoption.`
        : `The change moves the due date of ${about} from ${formatInstant(earlier.due)} to ${formatInstant(entry.due)}. Due dates in the baseline may only become earlier.`,
    remedy:
      earlier === undefined
        ? "Remove the entry and resolve the finding. For a separation-of-duties conflict that is needed for some time, add a waiver."
        : `Set \`due:\` back to ${formatInstant(earlier.due)} or earlier.`,
    place: {
      file: source.file,
      field: earlier === undefined ? ["findings", entry.index] : ["findings", entry.index, "due"],
    },
    user: entry.user,
  };
}

/** The findings and the baseline of one side of a change. */
export interface JudgedSide {
  readonly findings: readonly Finding[];
  readonly baseline: Baseline | null;
}

/**
 * Returns separation-of-duties conflicts that the baseline accepts and to which a change adds access. An entry names a rule, a
 * file and a user, and would hide access that is added to the conflict later. Such a conflict is weighed without the baseline.
 */
export function judgeConflictsGrown(
  base: JudgedSide,
  head: JudgedSide & { readonly rules: readonly SeparationOfDutiesRule[] },
): readonly Finding[] {
  if (base.baseline === null || head.baseline === null) return [];
  const before = new Map(base.findings.map((finding) => [findingId(finding), finding]));
  const accepted = new Set(head.baseline.entries.map(findingId));
  const rules = new Map(head.rules.map((rule) => [`sod/${rule.id}`, rule]));
  return head.findings.flatMap((finding) => {
    const rule = rules.get(finding.code);
    const isSoftened = finding.severity === "note" && (finding.waiver ?? null) === null;
    if (rule === undefined || !isSoftened || !accepted.has(findingId(finding))) return [];
    const known = namesIn(before.get(findingId(finding)));
    const added = [...namesIn(finding)].filter((name) => !known.has(name)).sort(compareText);
    if (added.length === 0) return [];
    return [
      {
        ...finding,
        severity: rule.mode === "prevent" ? "error" : "warning",
        message: `${finding.message} The change adds ${added.join(" and ")} to this conflict, which the baseline does not accept.`,
      },
    ];
  });
}

const namesIn = (finding: Finding | undefined): ReadonlySet<string> =>
  new Set((finding?.paths ?? []).map(({ entitlement }) => entitlement));
