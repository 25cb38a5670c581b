import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { Baseline, BaselineEntry } from "../model/documents.ts";
import { formatInstant } from "../model/instant.ts";
import { groupBy } from "./group-by.ts";
import { findingId, latestFirst } from "./baseline.ts";

/**
 * `baseline/grown`: what a change under review adds to the baseline, or puts off. A first baseline is the adoption itself
 * and no growth; from then on entries may only go, or be due sooner (engine.md 3). Stands at the entry.
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
        ? `The change adds ${about} to the baseline: it is for what was there at adoption, and would hide what is new.`
        : `The change puts ${about} off from ${formatInstant(earlier.due)} to ${formatInstant(entry.due)}: what may always be put off is never done.`,
    remedy:
      earlier === undefined
        ? "Cure the finding instead; a separation-of-duties conflict that is needed for a time gets a waiver."
        : `Set \`due:\` back to ${formatInstant(earlier.due)} or earlier.`,
    place: {
      file: source.file,
      field: earlier === undefined ? ["findings", entry.index] : ["findings", entry.index, "due"],
    },
    user: entry.user,
  };
}
