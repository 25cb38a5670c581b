import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { Baseline, BaselineEntry } from "../model/documents.ts";
import { endText, writtenEnd } from "../model/instant-text.ts";
import { groupBy } from "../support/multi-map.ts";
import { covers, findingId, latestFirst, witnessText } from "./baseline.ts";

/**
 * Reports `baseline/grown`: entries that a change under review adds to the baseline, or whose due date it moves later. The
 * first baseline is the adoption itself and not reported; afterwards entries may only be removed, accept less or become due
 * sooner (engine.md 3). The finding stands at the entry.
 */
export function judgeBaselineChange(
  base: Baseline | null,
  head: Baseline | null,
  timezone: string,
): readonly UnlocatedFinding[] {
  if (base === null || head === null) return [];
  const before = groupBy(base.entries, findingId);
  return [...groupBy(head.entries, findingId)].flatMap(([id, entries]) => {
    const free = [...(before.get(id) ?? [])];
    return latestFirst(entries).flatMap((entry) => {
      // The earlier entry that accepted at least as much, for at least as long; else one that differs in the due date alone.
      const covering = free.filter(({ witness }) => covers(witness, entry.witness));
      const earlier = soonestFirst(covering.filter(({ due }) => entry.due <= due))[0] ?? latestFirst(covering)[0];
      if (earlier !== undefined) free.splice(free.indexOf(earlier), 1);
      if (earlier !== undefined && entry.due <= earlier.due) return [];
      return [grown(entry, earlier, { head, timezone })];
    });
  });
}

const soonestFirst = (entries: readonly BaselineEntry[]): readonly BaselineEntry[] =>
  [...entries].sort((left, right) => left.due - right.due);

function grown(
  entry: BaselineEntry,
  earlier: BaselineEntry | undefined,
  { head: { source }, timezone }: { readonly head: Baseline; readonly timezone: string },
): UnlocatedFinding {
  const about = `${entry.code}${entry.user === null ? "" : ` about ${entry.user}`} in ${entry.file}${witnessText(entry.witness)}`;
  return {
    code: "baseline/grown",
    severity: "error",
    message:
      earlier === undefined
        ? `The change adds ${about} to the baseline. The baseline is only for findings that existed at adoption.`
        : `The change moves the due date of ${about} from ${endText(earlier.due, timezone)} to ${endText(entry.due, timezone)}. Due dates in the baseline may only become earlier.`,
    remedy:
      earlier === undefined
        ? "Remove the entry and resolve the finding. For a separation-of-duties conflict that is needed for some time, add a waiver."
        : `Set \`due:\` back to ${writtenEnd(earlier.due, timezone, 0)} or earlier.`,
    place: {
      file: source.file,
      field: earlier === undefined ? ["findings", entry.index] : ["findings", entry.index, "due"],
    },
    user: entry.user,
  };
}
