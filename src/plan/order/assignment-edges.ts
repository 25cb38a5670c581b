import { exclusionKey } from "../../model/assignable.ts";
import { actions, effectOf } from "../actions.ts";
import type { Draft } from "../operations/draft.ts";
import type { EdgeList } from "./edges.ts";
import type { Prerequisites } from "./separation-edges.ts";

/** One account's operations in one system, by position. */
interface AccountOperations {
  readonly membershipsTaken: number[];
  readonly appsTaken: number[];
  /** Operations that give or take what excludes another of its kind, by the key of the exclusion. */
  readonly exclusive: Map<string, { readonly given: number[]; readonly taken: number[] }>;
}

/** The order that providers require between what accounts hold directly and other operations of the same account. */
export interface AssignmentOrder {
  /** The removals that must be done before an assignment. */
  readonly needed: Prerequisites;
  /** The removals that come before a removal, if they are carried out. A failed one does not stop it. */
  readonly earlier: ReadonlyMap<number, readonly number[]>;
}

/**
 * Adds the edges of direct assignments. An account has one SKU of a product, so the other one is taken before. A provider
 * does not unassign an app that the account has through a group, so memberships end before.
 */
export function assignmentEdges(drafts: readonly Draft[], edges: EdgeList): AssignmentOrder {
  const needed = new Map<number, ReadonlySet<number>>();
  const earlier = new Map<number, readonly number[]>();
  for (const { membershipsTaken, appsTaken, exclusive } of byAccount(drafts).values()) {
    if (appsTaken.length > 0) edges.between(membershipsTaken, appsTaken, "leaves-group");
    for (const node of appsTaken) earlier.set(node, membershipsTaken);
    for (const { given, taken } of exclusive.values()) {
      if (taken.length === 0) continue;
      edges.between(taken, given, "excludes");
      for (const node of given) needed.set(node, new Set(taken));
    }
  }
  return { needed, earlier };
}

function byAccount(drafts: readonly Draft[]): ReadonlyMap<string, AccountOperations> {
  const found = new Map<string, AccountOperations>();
  for (const [node, { operation }] of drafts.entries()) {
    const { system, account, action, resource } = operation;
    if (account === null || account.id === null) continue;
    const key = `${system} ${account.id}`;
    const own: AccountOperations = found.get(key) ?? { membershipsTaken: [], appsTaken: [], exclusive: new Map() };
    found.set(key, own);
    const isTaken = effectOf(operation) === "takes" && operation.after === null;
    if (isTaken && actions[action].object === "membership") own.membershipsTaken.push(node);
    if (resource.kind === "account" || resource.kind === "group") continue;
    if (isTaken && resource.kind === "app") own.appsTaken.push(node);
    const exclusion = exclusionKey({ kind: resource.kind, name: resource.name });
    if (exclusion === null) continue;
    const sides = own.exclusive.get(exclusion) ?? { given: [], taken: [] };
    own.exclusive.set(exclusion, sides);
    (isTaken ? sides.taken : sides.given).push(node);
  }
  return found;
}
