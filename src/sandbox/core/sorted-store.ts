import { sortedBy } from "../../support/compare.ts";

/** Stores objects by id and lists them in the order of their ids. Keeps the order between changes, because lists are paged. */
export class SortedStore<T extends { readonly id: string }> {
  readonly #byId = new Map<string, T>();
  #inOrder: readonly T[] | undefined;

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  put(item: T): void {
    this.#byId.set(item.id, item);
    this.#inOrder = undefined;
  }

  remove(id: string): boolean {
    this.#inOrder = undefined;
    return this.#byId.delete(id);
  }

  all(): readonly T[] {
    this.#inOrder ??= sortedBy(this.#byId.values(), ({ id }) => id);
    return this.#inOrder;
  }
}
