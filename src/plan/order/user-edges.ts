import { compareRoles } from "../../model/group-role.ts";
import type { Action } from "../operation.ts";
import type { Draft } from "../operations/draft.ts";
import type { EdgeList } from "./edges.ts";
import type { Prerequisites } from "./separation-edges.ts";
import { addTo } from "../../support/multi-map.ts";

/** One user's operations in one system, by position. */
interface UserOperations {
  /** Memberships, and higher roles in a group. */
  readonly gains: number[];
  /** The same the other way. */
  readonly losses: number[];
  /** account.create, adopt, activate: what memberships need. */
  readonly opens: number[];
  readonly returns: number[];
  readonly moves: number[];
  readonly updates: number[];
  adopts: number | null;
}

/**
 * Edges within one user and system. The account comes before its memberships. Someone who can sign in gets the new before
 * the old goes, so that nobody stands without access, as far as no rule keeps the two apart; someone who comes back loses
 * what they should no longer have before the account opens, which stays shut where that fails (threat P10).
 */
export function userEdges(
  drafts: readonly Draft[],
  { needed, edges }: { readonly needed: Prerequisites; readonly edges: EdgeList },
): ReadonlyMap<number, ReadonlySet<number>> {
  const uses = new Map<number, Set<number>>();
  const isNeeded = new Set<number>();
  for (const firsts of needed.values()) for (const first of firsts) isNeeded.add(first);
  const use = (first: number, next: number): void => {
    addTo(uses, next, first);
  };
  const require = (first: number, next: number): void => {
    edges.add(first, next, "creates");
    use(first, next);
  };
  for (const own of byUser(drafts).values()) {
    for (const open of own.opens) for (const gain of own.gains) require(open, gain);
    for (const open of own.opens) for (const update of own.updates) require(open, update);
    if (own.adopts !== null) for (const move of own.moves) require(own.adopts, move);
    if (own.returns.length > 0) {
      edges.between(own.losses, own.returns, "clears-before-return");
      for (const back of own.returns) for (const loss of own.losses) use(loss, back);
      continue;
    }
    // Gains that wait for nothing come before every loss by their phase (rank.ts); only the others need saying.
    const bound = own.gains.filter((node) => needed.has(node));
    edges.between(
      bound,
      own.losses.filter((node) => !isNeeded.has(node)),
      "keeps-access",
    );
  }
  return uses;
}

const opening: ReadonlySet<Action> = new Set(["account.create", "account.adopt", "account.activate"]);
const moving: ReadonlySet<Action> = new Set([
  "account.activate",
  "account.unsuspend",
  "account.suspend",
  "account.deactivate",
]);

function byUser(drafts: readonly Draft[]): ReadonlyMap<string, UserOperations> {
  const found = new Map<string, UserOperations>();
  for (const [node, draft] of drafts.entries()) {
    const { operation } = draft;
    if (operation.user === null) continue;
    const key = `${operation.system} ${operation.user}`;
    const own = found.get(key) ?? {
      gains: [],
      losses: [],
      opens: [],
      returns: [],
      moves: [],
      updates: [],
      adopts: null,
    };
    found.set(key, own);
    const { action } = operation;
    if (action === "membership.add") own.gains.push(node);
    if (action === "membership.remove") own.losses.push(node);
    if (action === "membership.update") (isRaise(draft) ? own.gains : own.losses).push(node);
    if (opening.has(action)) own.opens.push(node);
    if (action === "account.adopt") own.adopts = node;
    if (action === "account.activate" || action === "account.unsuspend") own.returns.push(node);
    if (moving.has(action)) own.moves.push(node);
    if (action === "account.update") own.updates.push(node);
  }
  return found;
}

const isRaise = ({ roleBefore, roleAfter }: Draft): boolean =>
  roleBefore === null || roleAfter === null || compareRoles(roleBefore, roleAfter) < 0;
