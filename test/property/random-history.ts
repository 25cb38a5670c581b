import type { LineCommit } from "../../src/ports/git.ts";
import { type Random, randomFrom } from "./random.ts";

/** The people, groups and days of the histories. Days count from the instant of evaluation. */
export const historyUsers = ["ada", "bob", "eve"] as const;
export const historyGroups = ["crm", "wiki"] as const;

export interface PersonFacts {
  readonly status: "active" | "on-leave" | "terminated";
  readonly start: number;
  /** Null: no end. */
  readonly end: number | null;
  readonly department: "Engineering" | "Sales";
}

export interface GrantFacts {
  readonly starts: number | null;
  readonly expires: number | null;
}

/** One state of the files, small enough for an evaluator of a few lines. */
export interface HistoryFacts {
  readonly people: Readonly<Record<string, PersonFacts>>;
  /** By `user/group`. */
  readonly grants: Readonly<Record<string, GrantFacts>>;
  /** A birthright: everybody in this department has the wiki. */
  readonly wikiFor: "Engineering" | "Sales" | null;
  /** Guards, mode and description stand for everything that a commit can only set in the approved state. */
  readonly removals: number;
  readonly mode: "enforce" | "observe" | "add-only";
  readonly description: string;
}

/**
 * How a commit reached the branch.
 * - `direct`: a push without an approval
 * - `covering`: a pull request whose reviewed branch had the tip of the line
 * - `own`: a pull request that was reviewed without what the line got since its branch began
 */
export type Arrival = "direct" | "covering" | "own";

export interface HistoryCommit extends LineCommit {
  readonly arrival: Arrival;
  readonly facts: HistoryFacts;
}

export interface History {
  readonly start: HistoryFacts;
  readonly line: readonly HistoryCommit[];
}

const days = [-30, -2, -1, 1, 2, 30] as const;

/** Returns a random line of commits; the same seed gives the same line. */
export function randomHistory(seed: number): History & { readonly random: Random } {
  const random = randomFrom(seed);
  const start = startOf(random);
  let facts = start;
  let parent = "c0";
  const line: HistoryCommit[] = [];
  const length = 1 + random.below(6);
  for (let position = 1; position <= length; position += 1) {
    const edits = 1 + random.below(2);
    for (let edit = 0; edit < edits; edit += 1) facts = random.chance(0.1) ? start : edited(facts, random);
    const commit = `c${position}`;
    line.push({ commit, parent, tree: treeOf(facts), facts, arrival: random.one(["direct", "covering", "own"]) });
    parent = commit;
  }
  return { start, line, random };
}

/** Equal facts are equal files. */
export const treeOf = (facts: HistoryFacts): string => JSON.stringify(facts);

function startOf(random: Random): HistoryFacts {
  const grants: Record<string, GrantFacts> = {};
  for (const user of historyUsers)
    for (const group of historyGroups) if (random.chance(0.4)) grants[`${user}/${group}`] = randomGrant(random);
  return {
    people: Object.fromEntries(historyUsers.map((user) => [user, randomPerson(random)])),
    grants,
    wikiFor: random.one(["Engineering", "Sales", null]),
    removals: 25,
    mode: "enforce",
    description: "start",
  };
}

const randomPerson = (random: Random): PersonFacts => ({
  status: random.one(["active", "active", "active", "on-leave", "terminated"]),
  start: random.one([-300, -300, -300, -1, 1]),
  end: random.chance(0.3) ? random.one(days) : null,
  department: random.one(["Engineering", "Sales"]),
});

const randomGrant = (random: Random): GrantFacts => ({
  starts: random.chance(0.3) ? random.one(days) : null,
  expires: random.chance(0.4) ? random.one(days) : null,
});

function edited(facts: HistoryFacts, random: Random): HistoryFacts {
  switch (random.below(7)) {
    case 0:
    case 1: {
      const key = `${random.one(historyUsers)}/${random.one(historyGroups)}`;
      const { [key]: known, ...rest } = facts.grants;
      const keep = known === undefined || random.chance(0.5);
      // The keys are sorted, so that equal facts have equal trees.
      const grants = keep ? { ...rest, [key]: randomGrant(random) } : rest;
      return { ...facts, grants: Object.fromEntries(Object.entries(grants).sort(([a], [b]) => (a < b ? -1 : 1))) };
    }
    case 2:
    case 3: {
      const user = random.one(historyUsers);
      const former = facts.people[user] ?? randomPerson(random);
      const next = randomPerson(random);
      const field = random.one(["status", "start", "end", "department"] as const);
      return { ...facts, people: { ...facts.people, [user]: { ...former, [field]: next[field] } } };
    }
    case 4:
      return { ...facts, wikiFor: random.one(["Engineering", "Sales", null]) };
    case 5:
      return { ...facts, mode: random.one(["enforce", "observe", "add-only"]), removals: random.below(40) };
    default:
      return { ...facts, description: `text ${random.below(9)}` };
  }
}
