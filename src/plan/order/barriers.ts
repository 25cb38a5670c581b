/**
 * Collects edges between nodes that arrive in order. A barrier holds a node until all nodes that joined the barrier
 * before are settled. Where several nodes joined, a gate stands for them, so that the number of edges grows with the nodes
 * and not with their pairs.
 */
export class Barriers {
  readonly edges: { readonly first: number; readonly next: number }[] = [];
  readonly #joined = new Map<string, number[]>();
  #nodes: number;

  /** @param nodes the nodes without the gates */
  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  get nodes(): number {
    return this.#nodes;
  }

  edge(first: number, next: number): void {
    if (first !== next) this.edges.push({ first, next });
  }

  join(barrier: string, node: number): void {
    const joined = this.#joined.get(barrier);
    if (joined === undefined) this.#joined.set(barrier, [node]);
    else joined.push(node);
  }

  hold(barrier: string, node: number): void {
    const joined = this.#joined.get(barrier) ?? [];
    const [first] = joined;
    if (first === undefined) return;
    if (joined.length === 1) return this.edge(first, node);
    const gate = this.#nodes;
    this.#nodes += 1;
    for (const one of joined) this.edge(one, gate);
    this.#joined.set(barrier, [gate]);
    this.edge(gate, node);
  }
}
