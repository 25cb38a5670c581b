import type { Operation } from "../plan/operation.ts";
import type { StartEdges } from "../plan/order/start-edges.ts";
import { appendTo } from "../support/multi-map.ts";

/**
 * Decides which operations are in flight together. An operation starts after everything before it is settled: done,
 * failed or not attempted. Of the operations that may start in a system, the first of the plan starts first.
 */
export interface Schedule {
  readonly systems: readonly string[];
  /** Returns the operations that start now, in the plan's order. They are in flight from then on. */
  readonly start: () => readonly Operation[];
  /** The operation no longer counts as in flight: it was sent, and waits for its proof. */
  readonly release: (operation: Operation) => void;
  /** The outcome is known. */
  readonly settle: (operation: Operation) => void;
  /** Returns whether the system has nothing in flight. After `start`, nothing can start in it either. */
  readonly isIdle: (system: string) => boolean;
  /** Returns whether every operation is settled. */
  readonly isDone: () => boolean;
}

export interface ScheduleOptions {
  readonly edges: StartEdges;
  /** The maximum number of operations in flight per system. */
  readonly inFlight: number;
}

export function scheduleOf(
  operations: readonly Operation[],
  { edges: { nodes, edges }, inFlight }: ScheduleOptions,
): Schedule {
  const positions = new Map(operations.map((operation, position) => [operation, position]));
  const followers = new Map<number, number[]>();
  const waitsFor = Array.from({ length: nodes }, () => 0);
  for (const { first, next } of edges) {
    appendTo(followers, first, next);
    waitsFor[next] = (waitsFor[next] ?? 0) + 1;
  }
  /** The operations that may start, by system, each in the plan's order. */
  const ready = new Map<string, number[]>();
  const busy = new Map<string, Set<number>>();
  for (const { system } of operations) {
    ready.set(system, []);
    busy.set(system, new Set());
  }
  let left = operations.length;

  const free = (node: number): void => {
    const operation = operations[node];
    if (operation !== undefined) insert(ready.get(operation.system) ?? [], node);
    else settled(node); // a gate
  };
  const settled = (node: number): void => {
    for (const next of followers.get(node) ?? []) {
      const count = (waitsFor[next] ?? 0) - 1;
      waitsFor[next] = count;
      if (count === 0) free(next);
    }
  };
  for (const [node, count] of waitsFor.entries()) if (count === 0 && node < operations.length) free(node);

  const positionOf = (operation: Operation): number => positions.get(operation) ?? -1;
  const release = (operation: Operation): void => {
    busy.get(operation.system)?.delete(positionOf(operation));
  };
  return {
    systems: [...ready.keys()],
    start() {
      const starting: number[] = [];
      for (const [system, waiting] of ready) {
        const own = busy.get(system) ?? new Set();
        for (const node of waiting.splice(0, Math.max(0, inFlight - own.size))) {
          own.add(node);
          starting.push(node);
        }
      }
      return starting.sort((one, other) => one - other).flatMap((node) => operations[node] ?? []);
    },
    release,
    settle(operation) {
      release(operation);
      left -= 1;
      settled(positionOf(operation));
    },
    isIdle: (system) => (busy.get(system)?.size ?? 0) === 0,
    isDone: () => left === 0,
  };
}

/** Inserts a number into a sorted list. */
function insert(sorted: number[], value: number): void {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, value);
}
