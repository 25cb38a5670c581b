/** A map whose keys are pairs of texts, for example kind and id of a document. Iterates by first key. */
export class PairMap<First extends string, Second extends string, Value> {
  readonly #rows = new Map<First, Map<Second, Value>>();

  set(first: First, second: Second, value: Value): void {
    const row = this.#rows.get(first);
    if (row === undefined) this.#rows.set(first, new Map([[second, value]]));
    else row.set(second, value);
  }

  get(first: First, second: Second): Value | undefined {
    return this.#rows.get(first)?.get(second);
  }

  has(first: First, second: Second): boolean {
    return this.#rows.get(first)?.has(second) === true;
  }

  /** Returns all values of a first key, by the second key. */
  row(first: First): ReadonlyMap<Second, Value> {
    return this.#rows.get(first) ?? new Map<Second, Value>();
  }

  *entries(): Iterable<readonly [First, Second, Value]> {
    for (const [first, row] of this.#rows) for (const [second, value] of row) yield [first, second, value];
  }
}

/** A read-only pair map. */
export type ReadonlyPairMap<First extends string, Second extends string, Value> = Omit<
  PairMap<First, Second, Value>,
  "set"
>;
