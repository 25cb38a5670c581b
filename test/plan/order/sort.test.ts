import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edge } from "../../../src/plan/order/edges.ts";
import { topologicalSort } from "../../../src/plan/order/sort.ts";

const edge = (first: number, next: number): Edge => ({ first, next, reason: "creates" });
const byNumber = (node: number): number => node;

describe("the topological sort", () => {
  it("takes the smallest rank that may come next", () => {
    expect(topologicalSort(4, [edge(3, 0)], byNumber)).toEqual({ kind: "sorted", order: [1, 2, 3, 0] });
  });

  it("names one cycle and orders the nodes outside of it", () => {
    const sorted = topologicalSort(5, [edge(1, 2), edge(2, 3), edge(3, 1), edge(3, 4)], byNumber);
    expect(sorted).toMatchObject({ kind: "cycle", order: [0] });
    const cycle = sorted.kind === "cycle" ? sorted.cycle : [];
    expect(new Set(cycle.map(({ first }) => first))).toEqual(new Set([1, 2, 3]));
    for (const [position, { next }] of cycle.entries()) expect(cycle[(position + 1) % 3]?.first).toBe(next);
  });

  it("respects every edge of any acyclic graph, and is a permutation", () => {
    const graph = fc.array(fc.tuple(fc.nat({ max: 29 }), fc.nat({ max: 29 })), { maxLength: 80 });
    fc.assert(
      fc.property(graph, fc.array(fc.integer(), { minLength: 30, maxLength: 30 }), (pairs, ranks) => {
        // Edges lead from the smaller to the larger number, so no cycle exists.
        const edges = pairs
          .filter(([left, right]) => left !== right)
          .map((pair) => edge(Math.min(...pair), Math.max(...pair)));
        const { kind, order } = topologicalSort(30, edges, (node) => ranks[node] ?? 0);
        expect(kind).toBe("sorted");
        expect([...order].sort((left, right) => left - right)).toEqual(Array.from({ length: 30 }, (_, node) => node));
        const place = new Map(order.map((node, position) => [node, position]));
        for (const { first, next } of edges) expect(place.get(first)).toBeLessThan(place.get(next) ?? -1);
      }),
    );
  });
});
