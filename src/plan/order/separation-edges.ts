import type { User, UserId } from "../../model/documents.ts";
import { type Draft, holdersOf } from "../operations/draft.ts";
import type { EdgeList } from "./edges.ts";
import type { LinkedSet, LinkedSets } from "./linked-sets.ts";
import { addTo } from "../../support/multi-map.ts";

/** For each operation that gives access, the removals that must be done and verified before it. */
export type Prerequisites = ReadonlyMap<number, ReadonlySet<number>>;

interface Side {
  readonly takes: { readonly node: number; readonly set: LinkedSet }[];
  readonly gives: { readonly node: number; readonly set: LinkedSet }[];
}

/**
 * Puts the removal first where a separation-of-duties rule links what a person loses with what the person gains (threat
 * C6). A person is the user and, for a service account, each of its owners, because rules judge the union of both.
 */
export function separationEdges(
  drafts: readonly Draft[],
  {
    users,
    setsOf,
    edges,
  }: { readonly users: ReadonlyMap<UserId, User>; readonly setsOf: LinkedSets; readonly edges: EdgeList },
): Prerequisites {
  const needed = new Map<number, Set<number>>();
  for (const { takes, gives } of sidesByPersonAndRule(drafts, users, setsOf).values()) {
    if (takes.length === 0 || gives.length === 0) continue;
    for (const set of new Set(gives.map((give) => give.set.set))) {
      const after = gives.filter((give) => give.set.set === set).map(({ node }) => node);
      const before = takes.filter((take) => take.set.set !== set).map(({ node }) => node);
      edges.between(before, after, "separation-of-duties");
      for (const node of after) for (const first of before) if (first !== node) addTo(needed, node, first);
    }
  }
  return needed;
}

function sidesByPersonAndRule(
  drafts: readonly Draft[],
  users: ReadonlyMap<UserId, User>,
  setsOf: LinkedSets,
): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  for (const [node, draft] of drafts.entries()) {
    const { gives, takes } = draft;
    for (const person of new Set(holdersOf(draft).flatMap((holder) => personsOf(holder, users)))) {
      for (const set of takes === null ? [] : setsOf(takes)) sideOf(sides, person, set).takes.push({ node, set });
      for (const set of gives === null ? [] : setsOf(gives)) sideOf(sides, person, set).gives.push({ node, set });
    }
  }
  return sides;
}

/** Returns the persons whose access a rule judges with the user's: for a service account, its owners as well. */
export function personsOf(id: UserId, users: ReadonlyMap<UserId, User>): readonly UserId[] {
  const user = users.get(id);
  return user?.kind === "service" ? [id, ...user.owners] : [id];
}

function sideOf(sides: Map<string, Side>, person: UserId, { rule }: LinkedSet): Side {
  const key = `${person} ${rule}`;
  const known = sides.get(key);
  if (known !== undefined) return known;
  const side: Side = { takes: [], gives: [] };
  sides.set(key, side);
  return side;
}
