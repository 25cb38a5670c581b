import { actions, needsOf, rolesOf } from "../actions.ts";
import type { Draft } from "../operations/draft.ts";
import type { EdgeList } from "./edges.ts";

/**
 * Adds the edges within one group: it is created before it has members, and if a minimum number of owners applies, new
 * owners come before old ones are removed. Returns the prerequisites of each operation.
 */
export function groupEdges(
  drafts: readonly Draft[],
  { edges, ownerFloorOf }: { readonly edges: EdgeList; readonly ownerFloorOf: (system: string) => number },
): ReadonlyMap<number, ReadonlySet<number>> {
  const creates = new Map<string, number>();
  const owners = new Map<string, { readonly gained: number[]; readonly lost: number[] }>();
  for (const [node, draft] of drafts.entries()) {
    const key = keyOf(draft);
    if (actions[draft.operation.action].provides.includes("group")) creates.set(key, node);
    const { before, after } = rolesOf(draft.operation);
    const gains = after === "owner" && before !== "owner";
    const loses = before === "owner" && after !== "owner";
    if ((!gains && !loses) || ownerFloorOf(draft.operation.system) === 0) continue;
    const own = owners.get(key) ?? { gained: [], lost: [] };
    owners.set(key, own);
    (gains ? own.gained : own.lost).push(node);
  }
  const uses = new Map<number, Set<number>>();
  for (const { gained, lost } of owners.values()) {
    edges.between(gained, lost, "keeps-owner");
    // If a successor cannot be added, no owner is removed.
    if (gained.length > 0) for (const node of lost) uses.set(node, new Set(gained));
  }
  for (const [node, draft] of drafts.entries()) {
    if (!needsOf(draft.operation).includes("group")) continue;
    const create = creates.get(keyOf(draft));
    if (create === undefined) continue;
    edges.add(create, node, "creates");
    uses.set(node, new Set([create]));
  }
  return uses;
}

const keyOf = ({ operation, group }: Draft): string => `${operation.system} ${group ?? ""}`;
