/** Why one operation comes before another. */
export type OrderReason =
  | "creates"
  | "separation-of-duties"
  | "keeps-access"
  | "keeps-owner"
  | "clears-before-return"
  | "renames"
  | "leaves-group"
  | "excludes";

/** The node `first` comes before the node `next`. Nodes are operations by position, followed by gates. */
export interface Edge {
  readonly first: number;
  readonly next: number;
  readonly reason: OrderReason;
}

/**
 * Collects edges. Where many operations come before many others, a gate is placed between them, so that the number of
 * edges grows with the operations and not with their pairs.
 */
export class EdgeList {
  readonly edges: Edge[] = [];
  #nodes: number;

  constructor(operations: number) {
    this.#nodes = operations;
  }

  get nodes(): number {
    return this.#nodes;
  }

  add(first: number, next: number, reason: OrderReason): void {
    if (first !== next) this.edges.push({ first, next, reason });
  }

  between(firsts: readonly number[], nexts: readonly number[], reason: OrderReason): void {
    // An operation on both sides must not wait for itself.
    const after = new Set(nexts);
    const isBoth = firsts.some((node) => after.has(node));
    if (isBoth || firsts.length * nexts.length <= firsts.length + nexts.length) {
      for (const left of firsts) for (const right of nexts) this.add(left, right, reason);
      return;
    }
    const gate = this.#nodes;
    this.#nodes += 1;
    for (const left of firsts) this.add(left, gate, reason);
    for (const right of nexts) this.add(gate, right, reason);
  }
}
