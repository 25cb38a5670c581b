import type { User, UserId } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import { assignmentEdges } from "./assignment-edges.ts";
import { EdgeList } from "./edges.ts";
import { groupEdges } from "./group-edges.ts";
import { leaveOutCycles } from "./leave-out-cycles.ts";
import type { LinkedSets } from "./linked-sets.ts";
import { byRank } from "./rank.ts";
import { type Prerequisites, separationEdges } from "./separation-edges.ts";
import { topologicalSort } from "./sort.ts";
import { userEdges } from "./user-edges.ts";

export interface OrderContext {
  readonly users: ReadonlyMap<UserId, User>;
  readonly setsOf: LinkedSets;
  readonly ownerFloorOf: (system: string) => number;
}

export interface Ordered {
  /** In the order of execution, with `dependsOn`. */
  readonly drafts: readonly Draft[];
  /** The `guard/order` of operations that depend on each other in a cycle. They are left out. */
  readonly guards: readonly GuardResult[];
}

function joined(left: Prerequisites, right: Prerequisites): Prerequisites {
  const all = new Map(left);
  for (const [node, firsts] of right) all.set(node, new Set([...(left.get(node) ?? []), ...firsts]));
  return all;
}

/**
 * Returns one total order in which every prefix is a safe state (I24). Edges explain it: an object is created before it
 * is used; where a rule separates two entitlements, or an account can have one of them only, the removal comes before the addition; otherwise additions come
 * before removals, also for owners. Operations in a cycle are left out. `dependsOn` lists only the true prerequisites, so that a failure stops only the
 * operations that need the failed one.
 */
export function orderOperations(unordered: readonly Draft[], context: OrderContext): Ordered {
  const drafts = byRank(unordered);
  const edges = new EdgeList(drafts.length);
  const { needed: exclusive, earlier } = assignmentEdges(drafts, edges);
  const needed = joined(separationEdges(drafts, { ...context, edges }), exclusive);
  const accountUses = userEdges(drafts, { needed, earlier, edges });
  const groupUses = groupEdges(drafts, { ownerFloorOf: context.ownerFloorOf, edges });
  const position = new Map(drafts.map(({ operation }, node) => [operation.id, node]));
  for (const [node, { operation }] of drafts.entries())
    for (const id of operation.dependsOn) edges.add(position.get(id) ?? node, node, "renames");

  const dependenciesOf = (node: number): ReadonlySet<number> =>
    new Set([
      ...(needed.get(node) ?? []),
      ...(accountUses.get(node) ?? []),
      ...(groupUses.get(node) ?? []),
      ...(drafts[node]?.operation.dependsOn ?? []).flatMap((id) => position.get(id) ?? []),
    ]);
  const { leftOut, guards } = leaveOutCycles(drafts, { nodes: edges.nodes, edges: edges.edges, dependenciesOf });
  const kept = edges.edges.filter(({ first, next }) => !leftOut.has(first) && !leftOut.has(next));
  const order = topologicalSort(edges.nodes, kept, (node) => (node < drafts.length ? node : -1));
  const ordered = order.flatMap((node) => {
    const draft = drafts[node];
    if (draft === undefined || leftOut.has(node)) return [];
    const before = [...dependenciesOf(node)].filter((first) => !leftOut.has(first));
    const dependsOn = before.flatMap((first) => drafts[first]?.operation.id ?? []).sort(compareText);
    return [{ ...draft, operation: { ...draft.operation, dependsOn } }];
  });
  return { drafts: ordered, guards };
}
