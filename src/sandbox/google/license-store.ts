/** A product and SKU that the tenant has, and the users that hold it. */
export interface StoredSku {
  readonly product: string;
  readonly sku: string;
  readonly productName: string;
  readonly skuName: string;
  /** The number of licences; null: more than any test needs. */
  readonly seats: number | null;
  /** Whether the tenant assigns the licence automatically, so that requests cannot take it away. */
  readonly isAutomatic: boolean;
  /** Ids of users. */
  readonly holders: ReadonlySet<string>;
}

/** The licences of a tenant. */
export class LicenseStore {
  readonly #skus = new Map<string, StoredSku>();

  get(product: string, sku: string): StoredSku | undefined {
    return this.#skus.get(`${product}/${sku}`);
  }

  ofProduct(product: string): readonly StoredSku[] {
    return [...this.#skus.values()].filter((stored) => stored.product === product);
  }

  put(sku: StoredSku): void {
    this.#skus.set(`${sku.product}/${sku.sku}`, sku);
  }

  assign(sku: StoredSku, user: string): void {
    this.put({ ...sku, holders: new Set([...sku.holders, user]) });
  }

  unassign(sku: StoredSku, user: string): void {
    this.put({ ...sku, holders: new Set([...sku.holders].filter((holder) => holder !== user)) });
  }

  /** Frees the licences of a deleted user. */
  forget(user: string): void {
    for (const sku of this.#skus.values()) if (sku.holders.has(user)) this.unassign(sku, user);
  }
}
