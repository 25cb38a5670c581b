import type { AccessModel } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { compareText } from "../../support/compare.ts";
import { type Conflict, conflictOf } from "./overlap.ts";
import { type Witness, witnessName } from "./witness.ts";

/** The removals after which no conflict remains, now or later. */
export interface Cure {
  /** One step each: `remove <grant file>`, or a change of a birthright role. */
  readonly removals: readonly string[];
  /** False where there were too many combinations to try: the removals resolve the conflict, but fewer may be enough. */
  readonly isSmallest: boolean;
}

/** The highest number of removal sets to try: all sets of up to eight grants and birthright roles, all pairs of up to twenty. */
const triesAllowed = 256;

/** One removable path: a grant file, or one holder's access through one birthright role. */
interface Removable {
  readonly key: string;
  readonly witnesses: Witness[];
}

/** Returns the smallest set of grants and birthright roles whose removal resolves the conflict; among equals the first by name. */
export function smallestCure(conflict: Conflict, atMost: number, at: Instant, model: AccessModel): Cure {
  const removables = removablesOf(conflict.witnesses);
  const cures = (chosen: readonly Removable[]): boolean => {
    const gone = new Set(chosen.map(({ key }) => key));
    const left = conflict.witnesses.filter((witness) => !gone.has(keyOf(witness)));
    return conflictOf(left, atMost, at) === undefined;
  };
  const described = (chosen: readonly Removable[], isSmallest: boolean): Cure => ({
    removals: chosen.map((removable) => removalText(removable, model)),
    isSmallest,
  });
  let tries = 0;
  for (let size = 1; size <= removables.length; size += 1)
    for (const chosen of choices(removables, size)) {
      tries += 1;
      if (tries > triesAllowed) return described(cheapestSets(conflict, removables, atMost, cures), false);
      if (cures(chosen)) return described(chosen, true);
    }
  return described(removables, true);
}

/** Empties the sets with the fewest removals until at most `atMost` remain, then drops removals that are not needed. */
function cheapestSets(
  conflict: Conflict,
  removables: readonly Removable[],
  atMost: number,
  cures: (chosen: readonly Removable[]) => boolean,
): readonly Removable[] {
  const bySet = new Map([...conflict.sets].map((set) => [set, new Set<Removable>()]));
  for (const removable of removables) for (const { set } of removable.witnesses) bySet.get(set)?.add(removable);
  const vacated = [...bySet]
    .sort(([left, some], [right, others]) => some.size - others.size || compareText(left, right))
    .slice(0, Math.max(bySet.size - atMost, 0))
    .flatMap(([, needed]) => [...needed]);
  let chosen = removables.filter((removable) => vacated.includes(removable));
  for (const candidate of chosen.slice(0, triesAllowed)) {
    const fewer = chosen.filter((removable) => removable !== candidate);
    if (cures(fewer)) chosen = fewer;
  }
  return chosen;
}

function removablesOf(witnesses: readonly Witness[]): readonly Removable[] {
  const found = new Map<string, Removable>();
  for (const witness of witnesses) {
    const key = keyOf(witness);
    const known = found.get(key);
    if (known === undefined) found.set(key, { key, witnesses: [witness] });
    else known.witnesses.push(witness);
  }
  return [...found.values()].sort((left, right) => compareText(left.key, right.key));
}

function keyOf(witness: Witness): string {
  return witness.grant === null
    ? `birthright ${witness.role ?? ""} ${witness.holder}`
    : `access ${witness.grant.source.file}`;
}

function removalText({ witnesses }: Removable, model: AccessModel): string {
  const [first] = witnesses;
  if (first === undefined) return "";
  if (first.grant !== null) return `remove ${first.grant.source.file}`;
  const role = first.role === null ? undefined : model.roles.get(first.role);
  const place = role === undefined ? "" : ` (${role.source.file}:${role.birthrightLine})`;
  const names = [...new Set(witnesses.map(witnessName))].filter((name) => name !== `role:${role?.id ?? ""}`);
  const others = names.length === 0 ? "" : `, or remove ${names.sort(compareText).join(" and ")} from that role`;
  return `exclude ${first.holder} from the birthright role ${first.role ?? ""}${place}${others}`;
}

/** Returns every combination of `size` items, in order. */
function* choices<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= items.length - size; first += 1) {
    const item = items[first];
    if (item === undefined) return;
    for (const rest of choices(items, size - 1, first + 1)) yield [item, ...rest];
  }
}
