/** Orders two strings by UTF-16 code unit: the same on every machine, locale and Node version (I23). */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A copy of `items` ordered by the text that `keyOf` gives for each. */
export function sortedBy<T>(items: Iterable<T>, keyOf: (item: T) => string): T[] {
  return [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((left, right) => compareText(left.key, right.key))
    .map(({ item }) => item);
}
