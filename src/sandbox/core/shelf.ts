import { sortedBy } from "../../support/compare.ts";

/** Things by id, listed in the order of their ids. The order is kept between changes: lists are read page by page. */
export class Shelf<T extends { readonly id: string }> {
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
