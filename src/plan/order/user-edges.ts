import { actions, effectOf, needsOf, phaseOf, providesOf } from "../actions.ts";
import type { Draft } from "../operations/draft.ts";
import type { EdgeList } from "./edges.ts";
import type { Prerequisites } from "./separation-edges.ts";
import { addTo } from "../../support/multi-map.ts";

/** One user's operations in one system, by position. */
interface UserOperations {
  /** Added memberships, and raised roles in a group. */
  readonly gains: number[];
  /** Removed memberships, and lowered roles in a group. */
  readonly losses: number[];
  /** Operations that open an account that was blocked. */
  readonly returns: number[];
  /** Operations that create the account, or match it to the user. */
  readonly providers: Readonly<Record<"account" | "identity", number[]>>;
  /** Operations that depend on it. */
  readonly users: Readonly<Record<"account" | "identity", number[]>>;
}

/**
 * Adds the edges within one user and system. The account comes before its memberships. For a user who can sign in,
 * additions come before removals, so that the user keeps access, as far as no rule separates the two. For a returning
 * user, outdated access is removed before the account opens; if the removal fails, the account stays blocked (threat
 * P10).
 */
export function userEdges(
  drafts: readonly Draft[],
  {
    needed,
    earlier,
    edges,
  }: {
    readonly needed: Prerequisites;
    /** The removals that come before a removal. */
    readonly earlier: ReadonlyMap<number, readonly number[]>;
    readonly edges: EdgeList;
  },
): ReadonlyMap<number, ReadonlySet<number>> {
  const uses = new Map<number, Set<number>>();
  const isNeeded = new Set<number>();
  for (const firsts of needed.values())
    for (const first of firsts) for (const one of [first, ...(earlier.get(first) ?? [])]) isNeeded.add(one);
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
    // Gains without prerequisites come before every loss by their phase (rank.ts). Only the others need edges.
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
    const { object } = actions[operation.action];
    const phase = phaseOf(operation);
    const provides = providesOf(operation);
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
