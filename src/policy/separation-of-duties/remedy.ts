import type { SeparationOfDutiesRule } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import type { Conflict } from "./overlap.ts";
import type { Witness } from "./witness.ts";

/**
 * The smallest removal that cures the conflict, in words: the sets that cost fewest removals are vacated until no more
 * than `atMost` stay filled.
 */
export function removalThatCures(conflict: Conflict, rule: SeparationOfDutiesRule): string {
  const bySet = new Map<string, Set<string>>();
  for (const witness of conflict.witnesses) {
    const removals = bySet.get(witness.set) ?? new Set<string>();
    removals.add(removalOf(witness));
    bySet.set(witness.set, removals);
  }
  const cheapest = [...bySet.values()]
    .sort((left, right) => left.size - right.size || compareText([...left].join(), [...right].join()))
    .slice(0, bySet.size - rule.atMost);
  const removals = [...new Set(cheapest.flatMap((set) => [...set]))].sort(compareText);
  const advice = rule.remediation === null ? "" : `${rule.remediation} `;
  return `${advice}To cure it: ${removals.join(" and ")}.`;
}

function removalOf(witness: Witness): string {
  if (witness.grant !== null) return `remove ${witness.grant.source.file}`;
  return `take ${witness.entitlement ?? witness.memberRole ?? "it"} out of the birthright role ${witness.role ?? ""}`;
}
