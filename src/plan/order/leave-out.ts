import type { System, SystemId, User, UserId } from "../../model/documents.ts";
import { addOnlyNote, leftOutReason } from "../guards/mode.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import { EdgeList } from "./edges.ts";
import type { LinkedSets } from "./linked-sets.ts";
import { separationEdges } from "./separation-edges.ts";

export interface Kept {
  readonly drafts: readonly Draft[];
  readonly guards: readonly GuardResult[];
}

/**
 * Removes the operations that systems in add-only mode do not do, and each addition that a separation-of-duties rule
 * links to such a removal: the addition would cause a conflict.
 */
export function leaveOut(
  drafts: readonly Draft[],
  context: {
    readonly systems: ReadonlyMap<SystemId, System>;
    readonly users: ReadonlyMap<UserId, User>;
    readonly setsOf: LinkedSets;
  },
): Kept {
  const out = new Set<number>();
  for (const [node, draft] of drafts.entries()) {
    const system = context.systems.get(draft.operation.system);
    if (system !== undefined && leftOutReason(draft, system) !== null) out.add(node);
  }
  if (out.size === 0) return { drafts, guards: [] };
  const needed = separationEdges(drafts, { ...context, edges: new EdgeList(drafts.length) });
  const waiting = new Set<number>();
  for (const [node, removals] of needed)
    if (!out.has(node) && [...removals].some((removal) => out.has(removal))) waiting.add(node);
  const guards = [...context.systems.values()].flatMap((system) => {
    const own = (nodes: ReadonlySet<number>): readonly Draft[] =>
      drafts.filter((draft, node) => nodes.has(node) && draft.operation.system === system.id);
    return addOnlyNote(system, { leftOut: own(out), waiting: own(waiting) }) ?? [];
  });
  return { drafts: drafts.filter((_, node) => !out.has(node) && !waiting.has(node)), guards };
}
