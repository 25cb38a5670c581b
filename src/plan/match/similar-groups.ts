import type { System } from "../../model/documents.ts";
import type { ObservedGroup, ObservedSystem } from "../../model/observation.ts";
import { fillerOfType } from "../../model/provider.ts";
import { appendTo } from "../../support/multi-map.ts";
import { compareText } from "../../support/compare.ts";
import type { DesiredGroup } from "../desired/desired.ts";
import type { GuardResult } from "../plan.ts";

interface Candidate {
  readonly desired: DesiredGroup;
  readonly live: ObservedGroup | null;
}

/** Returns the name without the differences that a reader overlooks: letter case, spaces, the form of a dash, and compatible characters. */
const looseName = (name: string): string =>
  name
    .normalize("NFKC")
    .replaceAll(/[\p{Pd}\u2212]/gu, "-")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/ ?- ?/gu, "-")
    .trim()
    .toLowerCase();

/**
 * Refuses to create or rename a group next to an undeclared live group whose name differs only in letter case, spaces or the form of a dash.
 * Names match exactly, so the live group would keep its members and apps, unmanaged. A group that entitlements cannot
 * declare is only reported, because no file can name it as the earlier group. In observe mode nothing is written, so the
 * result is also only reported.
 */
export function similarGroups(
  system: System,
  observed: ObservedSystem,
  { groups, declared }: { readonly groups: Iterable<Candidate>; readonly declared: ReadonlySet<string> },
): readonly GuardResult[] {
  const byName = new Map<string, ObservedGroup[]>();
  for (const group of observed.groups) if (!declared.has(group.id)) appendTo(byName, looseName(group.name), group);
  const results: GuardResult[] = [];
  for (const { desired, live } of groups) {
    if (!desired.active || live?.name === desired.name) continue;
    const [similar] = [...(byName.get(looseName(desired.name)) ?? [])].sort(
      (left, right) => rank(left) - rank(right) || compareText(left.id, right.id),
    );
    if (similar !== undefined) results.push(similarGroup(system, desired, similar));
  }
  return results;
}

const rank = ({ type }: ObservedGroup): number => (fillerOfType(type) === null ? 0 : 1);

function similarGroup(system: System, { name, first }: DesiredGroup, live: ObservedGroup): GuardResult {
  const isDeclarable = fillerOfType(live.type) === null;
  return {
    code: "provider/similar-group",
    system: system.id,
    blocked: isDeclarable && system.mode !== "observe",
    message: `The group "${name}" of ${first.ref} does not exist in ${system.id}, but "${live.name}" (${live.id}) differs only in letter case, spaces or dashes.`,
    remedy: isDeclarable
      ? `If it is the same group, add \`${JSON.stringify(live.name)}\` to \`previously\` in ${first.source.file}. If not, rename the live group in ${system.title}.`
      : `Check that the new group is intended. If not, correct the target in ${first.source.file}.`,
    override: null,
    subject: { kind: "group", id: first.ref },
  };
}
