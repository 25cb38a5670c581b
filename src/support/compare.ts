/** Compares two strings by UTF-16 code unit, with the same result on every machine, locale and Node version (I23). */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Returns a copy of `items`, sorted by the text that `keyOf` returns for each. */
export function sortedBy<T>(items: Iterable<T>, keyOf: (item: T) => string): T[] {
  return [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((left, right) => compareText(left.key, right.key))
    .map(({ item }) => item);
}
