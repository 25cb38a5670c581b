import { canonicalJson } from "../../support/canonical-json.ts";
import { sortedBy } from "../../support/compare.ts";

/** The actual state of a service: objects by id, for each kind of object. */
export type StateDump = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One object that differs between two dumps. `before` or `after` is null where the dump does not have it. */
export interface StateDifference {
  readonly kind: string;
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Returns objects by a key, in the order of the keys, so that equal states have equal dumps. */
export function byKey<T>(items: Iterable<T>, keyOf: (item: T) => string): Readonly<Record<string, T>> {
  return Object.fromEntries(sortedBy(items, keyOf).map((item) => [keyOf(item), item]));
}

/** Returns the objects that differ, in the order of kind and id. */
export function stateDifferences(before: StateDump, after: StateDump): readonly StateDifference[] {
  return keysOf(before, after).flatMap((kind) => {
    const [left, right] = [before[kind] ?? {}, after[kind] ?? {}];
    return keysOf(left, right).flatMap((id) => {
      const [was, is] = [left[id] ?? null, right[id] ?? null];
      return canonicalJson(was) === canonicalJson(is) ? [] : [{ kind, id, before: was, after: is }];
    });
  });
}

const keysOf = (left: object, right: object): readonly string[] =>
  [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
