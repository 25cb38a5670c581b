import { actions, effectOf, needsOf } from "../actions.ts";
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
  /** What opens an account that could not be signed in with. */
  readonly returns: number[];
  /** What makes the account, or makes it known as the user's. */
  readonly providers: Readonly<Record<"account" | "identity", number[]>>;
  /** What relies on that. */
  readonly users: Readonly<Record<"account" | "identity", number[]>>;
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
    for (const provision of ["account", "identity"] as const)
      for (const first of own.providers[provision]) for (const next of own.users[provision]) require(first, next);
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

function byUser(drafts: readonly Draft[]): ReadonlyMap<string, UserOperations> {
  const found = new Map<string, UserOperations>();
  for (const [node, { operation }] of drafts.entries()) {
    if (operation.user === null) continue;
    const key = `${operation.system} ${operation.user}`;
    const own = found.get(key) ?? noOperations();
    found.set(key, own);
    const { object, phase, provides } = actions[operation.action];
    const effect = effectOf(operation);
    const needs = needsOf(operation);
    if (effect === "gives" && object !== "account") own.gains.push(node);
    if (effect === "takes") own.losses.push(node);
    if (phase === "open") own.returns.push(node);
    if (provides.includes("account")) own.providers.account.push(node);
    if (provides.includes("identity")) own.providers.identity.push(node);
    if (needs.includes("account")) own.users.account.push(node);
    if (needs.includes("identity")) own.users.identity.push(node);
  }
  return found;
}

const noOperations = (): UserOperations => ({
  gains: [],
  losses: [],
  returns: [],
  providers: { account: [], identity: [] },
  users: { account: [], identity: [] },
});
