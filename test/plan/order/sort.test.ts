import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cyclicComponents } from "../../../src/plan/order/components.ts";
import type { Edge } from "../../../src/plan/order/edges.ts";
import { findCycle, topologicalSort } from "../../../src/plan/order/sort.ts";

const edge = (first: number, next: number): Edge => ({ first, next, reason: "creates" });
const byNumber = (node: number): number => node;

describe("the topological sort", () => {
  it("takes the smallest rank that may come next", () => {
    expect(topologicalSort(4, [edge(3, 0)], byNumber)).toEqual([1, 2, 3, 0]);
  });

  it("refuses a cycle, which findCycle names", () => {
    const edges = [edge(1, 2), edge(2, 3), edge(3, 1), edge(3, 4)];
    expect(() => topologicalSort(5, edges, byNumber)).toThrow("cycle");
    const cycle = findCycle(edges, (node) => node >= 1 && node <= 3);
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
        const order = topologicalSort(30, edges, (node) => ranks[node] ?? 0);
        expect([...order].sort((left, right) => left - right)).toEqual(Array.from({ length: 30 }, (_, node) => node));
        const place = new Map(order.map((node, position) => [node, position]));
        for (const { first, next } of edges) expect(place.get(first)).toBeLessThan(place.get(next) ?? -1);
      }),
    );
  });
});

describe("the cyclic components", () => {
  it("are the nodes that come before each other, and not those before, between or after them", () => {
    const edges = [edge(0, 1), edge(1, 2), edge(2, 1), edge(2, 3), edge(3, 4), edge(4, 5), edge(5, 4), edge(5, 6)];
    const found = cyclicComponents(8, edges);
    expect(new Set(found)).toEqual(new Set([new Set([1, 2]), new Set([4, 5])]));
  });

  it("hold exactly the nodes that reach themselves, in any graph", () => {
    const graph = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), { maxLength: 30 });
    fc.assert(
      fc.property(graph, (pairs) => {
        const edges = pairs.filter(([left, right]) => left !== right).map(([left, right]) => edge(left, right));
        const nodes = Array.from({ length: 12 }, (_, node) => node);
        const reached = (from: number): ReadonlySet<number> => {
          const seen = new Set<number>();
          const open = [from];
          for (let node = open.pop(); node !== undefined; node = open.pop())
            for (const { first, next } of edges)
              if (first === node && !seen.has(next)) {
                seen.add(next);
                open.push(next);
              }
          return seen;
        };
        const found = cyclicComponents(12, edges).flatMap((component) => [...component]);
        expect(new Set(found)).toEqual(new Set(nodes.filter((node) => reached(node).has(node))));
        expect(found).toHaveLength(new Set(found).size);
      }),
    );
  });

  it("are found in a long chain without recursion", () => {
    const chain = Array.from({ length: 50_000 }, (_, node) => edge(node, node + 1));
    expect(cyclicComponents(50_001, [...chain, edge(50_000, 0)])[0]?.size).toBe(50_001);
  });
});
