import type { CodePage } from "../../diagnostics/code.ts";
import type { User, UserId } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import type { Operation } from "../operation.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import { type Edge, EdgeList } from "./edges.ts";
import { groupEdges } from "./group-edges.ts";
import type { LinkedSets } from "./linked-sets.ts";
import { byRank } from "./rank.ts";
import { separationEdges } from "./separation-edges.ts";
import { topologicalSort } from "./sort.ts";
import { userEdges } from "./user-edges.ts";

export interface OrderContext {
  readonly users: ReadonlyMap<UserId, User>;
  readonly setsOf: LinkedSets;
  readonly ownerFloorOf: (system: string) => number;
}

export interface Ordered {
  readonly operations: readonly Operation[];
  /** One `guard/order` if operations depend on each other in a cycle. */
  readonly guards: readonly GuardResult[];
}

/**
 * Returns one total order in which every prefix is a safe state (I24). Edges explain it: an object is created before it
 * is used; where a rule separates two entitlements, the removal comes before the addition; otherwise additions come
 * before removals, also for owners. `dependsOn` lists only the true prerequisites, so that a failure stops only the
 * operations that need the failed one.
 */
export function orderOperations(unordered: readonly Draft[], context: OrderContext): Ordered {
  const drafts = byRank(unordered);
  const edges = new EdgeList(drafts.length);
  const needed = separationEdges(drafts, { ...context, edges });
  const accountUses = userEdges(drafts, { needed, edges });
  const groupUses = groupEdges(drafts, { ownerFloorOf: context.ownerFloorOf, edges });
  const position = new Map(drafts.map(({ operation }, node) => [operation.id, node]));
  for (const [node, { operation }] of drafts.entries())
    for (const id of operation.dependsOn) edges.add(position.get(id) ?? node, node, "renames");

  const sorted = topologicalSort(edges.nodes, edges.edges, (node) => (node < drafts.length ? node : -1));
  const placed = new Set(sorted.order);
  // Operations in a cycle are shown last; the guard refuses the plan.
  const order = [...sorted.order, ...[...drafts.keys()].filter((node) => !placed.has(node))];
  const operations = order.flatMap((node) => {
    const draft = drafts[node];
    if (draft === undefined) return [];
    const before = new Set([
      ...(needed.get(node) ?? []),
      ...(accountUses.get(node) ?? []),
      ...(groupUses.get(node) ?? []),
    ]);
    const ids = [...before].map((first) => drafts[first]?.operation.id ?? "");
    return [{ ...draft.operation, dependsOn: [...draft.operation.dependsOn, ...ids].sort(compareText) }];
  });
  return { operations, guards: sorted.kind === "cycle" ? [cycleGuard(sorted.cycle, drafts)] : [] };
}

function cycleGuard(cycle: readonly Edge[], drafts: readonly Draft[]): GuardResult {
  const steps = cycle.flatMap(({ first, reason }) => {
    const draft = drafts[first];
    return draft === undefined ? [] : [`${draft.operation.id} (${reasonTexts[reason]})`];
  });
  const system = cycle.map(({ first }) => drafts[first]?.operation.system).find((id) => id !== undefined) ?? "";
  return {
    code: "guard/order",
    system,
    blocked: true,
    message: `The order of operations has a cycle: ${steps.join(" before ")} before the first operation.`,
    remedy: "Make two changes: first remove the access. After that change is applied, add the new access.",
    override: null,
  };
}

const reasonTexts: Readonly<Record<Edge["reason"], string>> = {
  creates: "the operation creates what the next one uses",
  "separation-of-duties": "a separation-of-duties rule separates the two",
  "keeps-access": "the user keeps access",
  "keeps-owner": "the group keeps its owners",
  "clears-before-return": "a returning user must not get back access that ended",
  renames: "the new name comes first",
};

/** The page of guard/order. */
export const orderPage: CodePage = {
  title: "The operations depend on each other in a cycle.",
  why: "Every order would cause a separation-of-duties conflict or a missing owner for a moment.",
  next: "Make two changes: first the removal, then the addition.",
};
