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
  /** One `guard/order` where operations need each other in a circle. */
  readonly guards: readonly GuardResult[];
}

/**
 * One total order in which every prefix is a safe state (I24), explained by edges: what is created comes before what uses
 * it; where a rule keeps two things apart, the one goes before the other comes; else the new comes before the old goes;
 * owners too. `dependsOn` lists the true prerequisites alone, so that a failure stops only what cannot stand without it.
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
  // What stands in a circle is shown behind the rest; the guard refuses the plan.
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
  return { operations, guards: sorted.kind === "cycle" ? [circle(sorted.cycle, drafts)] : [] };
}

function circle(cycle: readonly Edge[], drafts: readonly Draft[]): GuardResult {
  const steps = cycle.flatMap(({ first, reason }) => {
    const draft = drafts[first];
    return draft === undefined ? [] : [`${draft.operation.id} (${words[reason]})`];
  });
  const system = cycle.map(({ first }) => drafts[first]?.operation.system).find((id) => id !== undefined) ?? "";
  return {
    code: "guard/order",
    system,
    blocked: true,
    message: `These operations need each other in a circle: ${steps.join(" before ")} before the first again.`,
    remedy: "Make two changes: first the one that takes access away, and when it is applied, the one that gives it.",
    override: null,
  };
}

const words: Readonly<Record<Edge["reason"], string>> = {
  creates: "what it creates is used",
  "separation-of-duties": "a separation-of-duties rule keeps the two apart",
  "keeps-access": "nobody shall stand without access",
  "keeps-owner": "the group keeps its owners",
  "clears-before-return": "a returning user shall not have what ended",
  renames: "the new name comes first",
};

/** The page of guard/order. */
export const orderPage: CodePage = {
  title: "The operations depend on each other in a cycle.",
  why: "In every order, a user would hold conflicting access or a group would have no owner for a short time.",
  next: "Split the change: first the removal, then the addition.",
};
