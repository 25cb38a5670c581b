import { appendTo } from "../../support/multi-map.ts";
import type { Edge } from "./edges.ts";

/**
 * Returns the strongly connected components of at least two nodes: the nodes that come before each other in a cycle.
 * Kosaraju's algorithm without recursion. Time: O(nodes + edges).
 */
export function cyclicComponents(nodes: number, edges: readonly Edge[]): readonly ReadonlySet<number>[] {
  const forward = new Map<number, number[]>();
  const backward = new Map<number, number[]>();
  for (const { first, next } of edges) {
    appendTo(forward, first, next);
    appendTo(backward, next, first);
  }
  const finished: number[] = [];
  const seen = new Set<number>();
  for (let start = 0; start < nodes; start += 1) finished.push(...visit(start, forward, seen));
  const placed = new Set<number>();
  const found: ReadonlySet<number>[] = [];
  for (const start of finished.toReversed()) {
    const component = visit(start, backward, placed);
    if (component.length > 1) found.push(new Set(component));
  }
  return found;
}

/** Returns the nodes that are reached from `start` and not seen before, in the order in which their visit finishes. */
function visit(start: number, edges: ReadonlyMap<number, readonly number[]>, seen: Set<number>): readonly number[] {
  if (seen.has(start)) return [];
  seen.add(start);
  const finished: number[] = [];
  const path = [{ node: start, ahead: (edges.get(start) ?? []).values() }];
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const { value: next, done } = step.ahead.next();
    if (done === true) {
      path.pop();
      finished.push(step.node);
    } else if (!seen.has(next)) {
      seen.add(next);
      path.push({ node: next, ahead: (edges.get(next) ?? []).values() });
    }
  }
  return finished;
}
