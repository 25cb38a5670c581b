/** What a search shows: the state of some time ago. */
export class LaggingIndex<T> {
  readonly #lagMs: number;
  #versions: { readonly from: number; readonly items: readonly T[] }[] = [];

  constructor(lagMs: number) {
    this.#lagMs = lagMs;
  }

  /** Records the state from this instant on. An unchanged list is the same object. */
  record(items: readonly T[], from: number): void {
    if (this.#lagMs > 0 && this.#versions.at(-1)?.items !== items) this.#versions.push({ from, items });
  }

  /** Returns the state that a search shows at an instant. */
  shownAt(now: number, current: readonly T[]): readonly T[] {
    const known = this.#versions.findLastIndex(({ from }) => from <= now - this.#lagMs);
    if (known > 0) this.#versions = this.#versions.slice(known);
    return this.#versions[0]?.items ?? current;
  }
}
